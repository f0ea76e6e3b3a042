import type { ComponentChildren } from "preact";
import { Head } from "./layout.tsx";
import { Mark } from "./mark.tsx";
import type { NavigationItem, PageFrame } from "./page-frame.ts";

type Props = {
  readonly frame: PageFrame;
  readonly title: string;
  readonly lang?: string | undefined;
  /** Where to go once printed; not printed. */
  readonly backLink: NavigationItem;
  /** Small print at the foot of the sheet: how to check that the paper is genuine. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
};

/** An A4 paper, shown as it prints. The page brings its own single `h1`. */
export const PrintSheet = ({ frame, title, lang, backLink, foot, children }: Props) => (
  <html lang={lang ?? frame.lang ?? "fr"} data-fr-scheme="light" class="ac-page ac-page--sheet">
    <Head frame={frame} title={title} context={frame.context?.name} isPrivate />
    <body>
      <nav class="ac-sheet-bar ac-no-print" aria-label="Autour du document">
        <a class="fr-btn fr-btn--secondary" href={backLink.href}>
          {backLink.label}
        </a>
        <p>Pour imprimer&nbsp;: menu de votre navigateur, puis «&nbsp;Imprimer&nbsp;» (Ctrl&nbsp;+&nbsp;P).</p>
      </nav>
      <main class="ac-sheet" id="contenu" tabindex={-1}>
        <p class="ac-sheet__brand">
          <Mark size={32} />
          Aidants Connect
        </p>
        {children}
        {foot && <div class="ac-sheet__foot">{foot}</div>}
      </main>
    </body>
  </html>
);
