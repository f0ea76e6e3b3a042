import type { ComponentChildren } from "preact";

type Props = {
  readonly title: ComponentChildren;
  readonly open?: boolean | undefined;
  readonly children: ComponentChildren;
};

/** What only some readers need; opens without script. */
export const Accordion = ({ title, open, children }: Props) => (
  <details class="fr-accordion" open={open}>
    <summary class="fr-accordion__btn">{title}</summary>
    <div class="fr-accordion__content">{children}</div>
  </details>
);
