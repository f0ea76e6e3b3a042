import type { FieldProps } from "./field.tsx";
import { describedBy, fieldId } from "./field-id.ts";
import { FieldError, FieldHint } from "./field-texts.tsx";

type Props = Pick<
  FieldProps,
  "name" | "label" | "hint" | "error" | "value" | "optional" | "maxlength" | "spellcheck"
> & {
  readonly rows?: number | undefined;
};

export const Textarea = ({ name, label, hint, error, value, optional, rows = 5, ...input }: Props) => {
  const id = fieldId(name);
  return (
    <div class={`fr-input-group${error ? " fr-input-group--error" : ""}`}>
      <label class="fr-label" for={id}>
        {label}
        {optional && <span class="ac-optional"> (facultatif)</span>}
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      <textarea
        {...input}
        class="fr-input"
        id={id}
        name={name}
        rows={rows}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? "true" : undefined}
        aria-required={optional ? undefined : "true"}
      >
        {value}
      </textarea>
    </div>
  );
};
