import type { ComponentChildren } from "preact";
import { Heading, type HeadingLevel } from "./heading.tsx";

type Props = {
  readonly title?: string | undefined;
  readonly level?: HeadingLevel | undefined;
  readonly children: ComponentChildren;
};

/** The one thing on the page not to miss. */
export const Callout = ({ title, level = 2, children }: Props) => (
  <div class="fr-callout">
    {title && (
      <Heading level={level} class="fr-callout__title">
        {title}
      </Heading>
    )}
    {children}
  </div>
);
