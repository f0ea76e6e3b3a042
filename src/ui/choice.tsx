import type { ComponentChildren } from "preact";
import { describedBy, fieldId } from "./field-id.ts";
import { FieldError, FieldHint } from "./field-texts.tsx";
import { Fieldset } from "./fieldset.tsx";

export type Choice = {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly disabled?: boolean | undefined;
};

type GroupProps = {
  readonly name: string;
  readonly legend: ComponentChildren;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly choices: readonly Choice[];
  /** Each choice in its own frame, for a page that asks one question. */
  readonly rich?: boolean | undefined;
  readonly isQuestion?: boolean | undefined;
};

type OptionProps = Choice & {
  readonly type: "radio" | "checkbox";
  readonly id: string;
  readonly name: string;
  readonly checked: boolean;
  readonly rich?: boolean | undefined;
  readonly isInvalid?: boolean | undefined;
  /** Only for a box that stands alone: a group shows its error once, under its legend. */
  readonly error?: string | undefined;
};

const Option = ({ type, id, name, value, label, hint, disabled, checked, rich, isInvalid, error }: OptionProps) => (
  <div class={`fr-${type}-group${rich ? ` fr-${type}-rich` : ""}`}>
    <input
      type={type}
      id={id}
      name={name}
      value={value}
      checked={checked}
      disabled={disabled}
      aria-describedby={describedBy(id, hint, error)}
      aria-invalid={isInvalid || error ? "true" : undefined}
    />
    <label class="fr-label" for={id}>
      {label}
    </label>
    <FieldHint id={id}>{hint}</FieldHint>
    <FieldError id={id}>{error}</FieldError>
  </div>
);

/** The first choice takes the field's own id, so that an error summary leads to it. */
const optionId = (name: string, rank: number) => (rank === 0 ? fieldId(name) : `${fieldId(name)}-${rank + 1}`);

const Group = ({
  type,
  selected,
  name,
  choices,
  rich,
  ...group
}: GroupProps & { readonly type: OptionProps["type"]; readonly selected: readonly string[] }) => (
  <Fieldset id={`${fieldId(name)}-question`} {...group}>
    {choices.map((choice, rank) => (
      <div key={choice.value} class="fr-fieldset__element">
        <Option
          {...choice}
          type={type}
          id={optionId(name, rank)}
          name={name}
          rich={rich}
          checked={selected.includes(choice.value)}
          isInvalid={Boolean(group.error)}
        />
      </div>
    ))}
  </Fieldset>
);

/** One answer among several. */
export const Radios = ({ value, ...group }: GroupProps & { readonly value?: string | undefined }) => (
  <Group {...group} type="radio" selected={value === undefined ? [] : [value]} />
);

/** Any number of answers, all sent under the same name. */
export const Checkboxes = ({
  values = [],
  ...group
}: GroupProps & { readonly values?: readonly string[] | undefined }) => (
  <Group {...group} type="checkbox" selected={values} />
);

type CheckboxProps = {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly value?: string | undefined;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly checked?: boolean | undefined;
};

/** A single box to tick, outside any group. */
export const Checkbox = ({ name, label, value = "oui", hint, error, checked = false }: CheckboxProps) => {
  const id = fieldId(name);
  return (
    <div class={`ac-single-choice${error ? " fr-fieldset--error" : ""}`}>
      <Option
        type="checkbox"
        id={id}
        name={name}
        value={value}
        label={label}
        hint={hint}
        checked={checked}
        error={error}
      />
    </div>
  );
};
