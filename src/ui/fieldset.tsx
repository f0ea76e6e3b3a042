import type { ComponentChildren } from "preact";
import { describedBy } from "./field-id.ts";
import { FieldError, FieldHint } from "./field-texts.tsx";

type Props = {
  /** Unique on the page; hint and error are named after it. */
  readonly id: string;
  readonly legend: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  /** Larger legend, for a page that asks one question. */
  readonly isQuestion?: boolean | undefined;
  readonly children: ComponentChildren;
};

/** Controls that answer one question together. */
export const Fieldset = ({ id, legend, hint, error, isQuestion, children }: Props) => (
  <fieldset
    class={`fr-fieldset${error ? " fr-fieldset--error" : ""}`}
    id={`${id}-groupe`}
    aria-describedby={describedBy(id, hint, error)}
  >
    <legend class={`fr-fieldset__legend${isQuestion ? " ac-legend--question" : ""}`}>{legend}</legend>
    <FieldHint id={id}>{hint}</FieldHint>
    <FieldError id={id}>{error}</FieldError>
    {children}
  </fieldset>
);
