import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

export type Severity = "error" | "success" | "info" | "warning";

/** The word that says what the colour says. */
const words: Record<Severity, string> = {
  error: "Erreur",
  success: "C’est fait",
  info: "Information",
  warning: "Attention",
};

type Props = {
  readonly severity: Severity;
  /** Replaces the default word: what happened, in a few words. */
  readonly title?: string | undefined;
  readonly children?: ComponentChildren;
  /** False for an alert that is part of the page rather than the answer to an act. */
  readonly isAnswer?: boolean | undefined;
};

/** An answer to what the person has just done; announced by screen readers. */
export const Alert = ({ severity, title, children, isAnswer = true }: Props) => (
  <div
    class={`fr-alert fr-alert--${severity}`}
    role={isAnswer ? (severity === "error" ? "alert" : "status") : undefined}
  >
    <Icon name={severity} />
    <div>
      <p class="fr-alert__title">{title ?? words[severity]}</p>
      {children && <div class="fr-alert__body">{children}</div>}
    </div>
  </div>
);
