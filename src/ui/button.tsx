import { type ComponentChildren, toChildArray } from "preact";

export type ButtonVariant = "primary" | "secondary" | "tertiary" | "danger";

type Look = { readonly variant?: ButtonVariant | undefined; readonly size?: "sm" | "md" | "lg" | undefined };

const classOf = ({ variant = "primary", size = "md" }: Look) =>
  ["fr-btn", variant !== "primary" && `fr-btn--${variant}`, size !== "md" && `fr-btn--${size}`]
    .filter(Boolean)
    .join(" ");

type ButtonProps = Look & {
  /** The act itself: « Créer le mandat », never « Valider ». */
  readonly children: ComponentChildren;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly form?: string | undefined;
  readonly formaction?: string | undefined;
  /** Sends the form without the browser's own checks, for « Revenir » inside a form. */
  readonly formnovalidate?: boolean | undefined;
};

/** Submits its form. */
export const Button = ({ variant, size, children, ...attributes }: ButtonProps) => (
  <button class={classOf({ variant, size })} type="submit" {...attributes}>
    {children}
  </button>
);

type LinkButtonProps = Look & { readonly href: string; readonly children: ComponentChildren };

/** A link that leads to the next page of a journey; changes nothing by itself. */
export const LinkButton = ({ variant, size, href, children }: LinkButtonProps) => (
  <a class={classOf({ variant, size })} href={href}>
    {children}
  </a>
);

/** Main act first; in a column on narrow screens. */
export const ButtonGroup = ({ children }: { readonly children: ComponentChildren }) => (
  <ul class="fr-btns-group">
    {toChildArray(children).map((child, rank) => (
      <li key={rank}>{child}</li>
    ))}
  </ul>
);
