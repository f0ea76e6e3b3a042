import type { ComponentChildren } from "preact";
import { describedBy, fieldId } from "./field-id.ts";
import { FieldError, FieldHint } from "./field-texts.tsx";

export type FieldKind = "text" | "email" | "tel" | "code" | "number" | "search";

export type FieldProps = {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly value?: string | undefined;
  readonly kind?: FieldKind | undefined;
  /** An HTML autocomplete token, so that browsers and aids fill in what is already known. */
  readonly autocomplete?: string | undefined;
  /** Fields are required unless told otherwise; the label then says « (facultatif) ». */
  readonly optional?: boolean | undefined;
  /** Drops the word « (facultatif) » where it would only be noise, as in a search. */
  readonly isOptionalUnsaid?: boolean | undefined;
  readonly maxlength?: number | undefined;
  /** Expected length in characters; narrows the control. */
  readonly length?: number | undefined;
  readonly spellcheck?: boolean | undefined;
  readonly lang?: string | undefined;
};

const inputOf = {
  text: { type: "text" },
  email: { type: "email", autocapitalize: "none", spellcheck: false, inputmode: "email" },
  tel: { type: "tel", inputmode: "tel" },
  code: { type: "text", inputmode: "numeric", autocapitalize: "none", spellcheck: false },
  number: { type: "text", inputmode: "numeric", spellcheck: false },
  search: { type: "search", spellcheck: false },
} as const;

const defaultTokens: Partial<Record<FieldKind, string>> = { email: "email", tel: "tel", code: "one-time-code" };

const widthOf = (length: number | undefined) => {
  if (length === undefined) return "";
  if (length <= 4) return " ac-input--4";
  return length <= 8 ? " ac-input--8" : length <= 20 ? " ac-input--20" : "";
};

/**
 * One line of text with its visible label, hint before the control and error linked to it.
 * The browser's own validation is left aside: the server answers in our words, with values kept.
 */
export const Field = ({ name, label, hint, error, kind = "text", optional, length, ...rest }: FieldProps) => {
  const { isOptionalUnsaid, ...input } = rest;
  const id = fieldId(name);
  return (
    <div class={`fr-input-group${error ? " fr-input-group--error" : ""}`}>
      <label class="fr-label" for={id}>
        {label}
        {optional && !isOptionalUnsaid && <span class="ac-optional"> (facultatif)</span>}
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      <input
        {...inputOf[kind]}
        {...input}
        class={`fr-input${kind === "code" ? " ac-input--code" : ""}${widthOf(length)}`}
        id={id}
        name={name}
        autocomplete={input.autocomplete ?? defaultTokens[kind]}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? "true" : undefined}
        aria-required={optional ? undefined : "true"}
      />
    </div>
  );
};
