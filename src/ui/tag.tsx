import type { ComponentChildren } from "preact";

type Props = { readonly children: ComponentChildren; readonly href?: string | undefined };

export const Tag = ({ children, href }: Props) =>
  href ? (
    <a class="fr-tag" href={href}>
      {children}
    </a>
  ) : (
    <span class="fr-tag">{children}</span>
  );
