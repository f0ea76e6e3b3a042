import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";
import { Field } from "./field.tsx";

type Props = {
  readonly action: string;
  readonly label: string;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly hint?: ComponentChildren;
  /** « Rechercher un usager »: the act itself. */
  readonly buttonLabel?: string | undefined;
  /** Other controls of the same search, between the field and the button. */
  readonly children?: ComponentChildren;
};

/** Searches by GET, so that a result can be kept and found again. */
export const SearchForm = ({ action, label, name = "q", value, hint, buttonLabel = "Rechercher", children }: Props) => (
  <search>
    <form class="ac-search" method="get" action={action}>
      <Field
        name={name}
        label={label}
        hint={hint}
        value={value}
        kind="search"
        autocomplete="off"
        optional
        isOptionalUnsaid
      />
      {children}
      <Button variant="secondary">{buttonLabel}</Button>
    </form>
  </search>
);
