import type { ComponentChildren } from "preact";
import { Breadcrumb } from "./breadcrumb.tsx";
import { Footer } from "./footer.tsx";
import { Header } from "./header.tsx";
import type { NavigationItem, PageFrame, PageVariant } from "./page-frame.ts";
import { SkipLinks } from "./skip-links.tsx";

type TitleParts = { readonly title: string; readonly context?: string | undefined; readonly hasErrors?: boolean };

/** `titre – contexte – Aidants Connect`; announces errors first, for those who hear the title before the page. */
export const documentTitle = ({ title, context, hasErrors }: TitleParts): string =>
  [hasErrors && "Erreur", title, context, "Aidants Connect"].filter(Boolean).join(" – ");

type HeadProps = TitleParts & {
  readonly frame: PageFrame;
  readonly description?: string | undefined;
  readonly isPrivate: boolean;
};

export const Head = ({ frame, description, isPrivate, ...titleParts }: HeadProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>{documentTitle(titleParts)}</title>
    {description && <meta name="description" content={description} />}
    {isPrivate && <meta name="robots" content="noindex" />}
    <meta name="format-detection" content="telephone=no" />
    <link rel="stylesheet" href={frame.stylesheetHref} />
    <link rel="icon" type="image/svg+xml" href={frame.faviconHref} />
  </head>
);

const toContent = { label: "Contenu", href: "#contenu" };
const toMenu = { label: "Menu", href: "#menu" };
const toFooter = { label: "Pied de page", href: "#pied-de-page" };

type Props = {
  readonly frame: PageFrame;
  /** What this page is, as its `h1` says it. */
  readonly title: string;
  /** Overrides the frame's context name in the title. */
  readonly context?: string | undefined;
  readonly variant?: PageVariant | undefined;
  readonly lang?: string | undefined;
  /** "reading" keeps lines within 60 to 75 characters; "wide" is for lists; "full" lets the page draw its own bands. */
  readonly width?: "reading" | "wide" | "full" | undefined;
  /** True when the page answers a form that was refused. */
  readonly hasErrors?: boolean | undefined;
  readonly description?: string | undefined;
  /** Pages above this one; the page itself is added. */
  readonly breadcrumb?: readonly NavigationItem[] | undefined;
  readonly children: ComponentChildren;
};

/** The whole document around a page; the page brings its own single `h1`. */
export const Layout = ({ frame, title, width = "reading", breadcrumb, children, ...rest }: Props) => {
  const variant = rest.variant ?? frame.variant ?? "standard";
  const withMenu = variant === "standard" && Boolean(frame.navigation?.length);
  const lang = rest.lang ?? frame.lang ?? "fr";
  return (
    <html lang={lang} data-fr-scheme="system" class={`ac-page ac-page--${variant}`}>
      <Head
        frame={frame}
        title={title}
        context={rest.context ?? frame.context?.name}
        hasErrors={rest.hasErrors ?? false}
        description={rest.description}
        isPrivate={Boolean(frame.account) || variant === "usager"}
      />
      <body>
        <SkipLinks links={withMenu ? [toContent, toMenu, toFooter] : [toContent, toFooter]} />
        {frame.banner && (
          <section class="ac-banner" aria-label="À propos de ce site">
            <div class="fr-container">{frame.banner}</div>
          </section>
        )}
        <Header frame={frame} withTools={variant === "standard"} />
        {breadcrumb && (
          <div class="fr-container">
            <Breadcrumb steps={breadcrumb} current={title} />
          </div>
        )}
        <main id="contenu" tabindex={-1} class={width === "full" ? "ac-main--full" : "fr-container ac-main"}>
          {width === "reading" ? <div class="ac-reading">{children}</div> : children}
        </main>
        <Footer links={frame.footerLinks ?? []} />
      </body>
    </html>
  );
};
