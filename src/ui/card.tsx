import type { ComponentChildren } from "preact";
import { Heading, type HeadingLevel } from "./heading.tsx";

type Props = {
  readonly title: ComponentChildren;
  /** Makes the title a link that covers the card. */
  readonly href?: string | undefined;
  /** Badges or a date above the text. */
  readonly detail?: ComponentChildren;
  readonly level?: HeadingLevel | undefined;
  readonly children?: ComponentChildren;
};

export const Card = ({ title, href, detail, level = 2, children }: Props) => (
  <div class="fr-card">
    <Heading level={level} class="fr-card__title">
      {href ? <a href={href}>{title}</a> : title}
    </Heading>
    {detail && <p class="fr-card__detail">{detail}</p>}
    {children}
  </div>
);
