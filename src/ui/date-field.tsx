import type { ComponentChildren } from "preact";
import { fieldId } from "./field-id.ts";
import { Fieldset } from "./fieldset.tsx";

const parts = [
  { suffix: "jour", label: "Jour", maxlength: 2, autocomplete: "bday-day" },
  { suffix: "mois", label: "Mois", maxlength: 2, autocomplete: "bday-month" },
  { suffix: "annee", label: "Année", maxlength: 4, autocomplete: "bday-year" },
] as const;

export type DatePart = (typeof parts)[number]["suffix"];

type Props = {
  /** The form sends `{name}-jour`, `{name}-mois` and `{name}-annee`, as typed. */
  readonly name: string;
  readonly legend: ComponentChildren;
  /** An example: « Par exemple : 27 3 1962 ». */
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly values?: Partial<Readonly<Record<DatePart, string>>> | undefined;
  /** True when it is the person's own date of birth. */
  readonly isBirthdate?: boolean | undefined;
  readonly isQuestion?: boolean | undefined;
};

/** The first part takes the field's own id, so that an error summary leads to it. */
const partId = (name: string, suffix: DatePart) => (suffix === "jour" ? fieldId(name) : fieldId(`${name}-${suffix}`));

/** A date one remembers, in three parts: quicker and surer than a calendar. */
export const DateField = ({ name, values = {}, isBirthdate, ...group }: Props) => (
  <Fieldset id={`${fieldId(name)}-date`} {...group}>
    <div class="ac-date">
      {parts.map(({ suffix, label, maxlength, autocomplete }) => (
        <div key={suffix}>
          <label class="fr-label" for={partId(name, suffix)}>
            {label}
          </label>
          <input
            class={`fr-input ac-input--${maxlength === 2 ? "2" : "4"}`}
            type="text"
            inputmode="numeric"
            id={partId(name, suffix)}
            name={`${name}-${suffix}`}
            value={values[suffix]}
            maxlength={maxlength}
            autocomplete={isBirthdate ? autocomplete : "off"}
            aria-invalid={group.error ? "true" : undefined}
          />
        </div>
      ))}
    </div>
  </Fieldset>
);
