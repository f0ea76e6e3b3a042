import type { ComponentChildren } from "preact";

export type BadgeTone = "neutral" | "success" | "warning" | "error" | "info";

/** A state in a word; the tone repeats what the word says. */
export const Badge = ({
  tone = "neutral",
  children,
}: {
  readonly tone?: BadgeTone;
  readonly children: ComponentChildren;
}) => <span class={`fr-badge fr-badge--${tone}`}>{children}</span>;
