import type { FieldProps } from "./field.tsx";
import { describedBy, fieldId } from "./field-id.ts";
import { FieldError, FieldHint } from "./field-texts.tsx";

export type SelectOption = { readonly value: string; readonly label: string };

type Props = Pick<
  FieldProps,
  "name" | "label" | "hint" | "error" | "value" | "optional" | "isOptionalUnsaid" | "autocomplete"
> & {
  readonly options: readonly SelectOption[];
  /** First, empty option; leave it out when one of the options is already chosen. */
  readonly placeholder?: string | undefined;
};

export const Select = ({ name, label, hint, error, value, optional, isOptionalUnsaid, ...rest }: Props) => {
  const { autocomplete, options, placeholder } = rest;
  const id = fieldId(name);
  return (
    <div class={`fr-select-group${error ? " fr-select-group--error" : ""}`}>
      <label class="fr-label" for={id}>
        {label}
        {optional && !isOptionalUnsaid && <span class="ac-optional"> (facultatif)</span>}
      </label>
      <FieldHint id={id}>{hint}</FieldHint>
      <FieldError id={id}>{error}</FieldError>
      <select
        class="fr-select"
        id={id}
        name={name}
        autocomplete={autocomplete}
        aria-describedby={describedBy(id, hint, error)}
        aria-invalid={error ? "true" : undefined}
        aria-required={optional ? undefined : "true"}
      >
        {placeholder !== undefined && (
          <option value="" selected={!value}>
            {placeholder}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
};
