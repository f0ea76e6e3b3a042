import { type FormButton, type FormControl, type HtmlForm, readForms } from "./html-forms.ts";

/** By label or by `name`: a text, a choice, true for a box to tick, several values. */
export type FieldValues = Readonly<Record<string, string | boolean | readonly string[]>>;

type PageOfForms = {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly text: string;
  readonly buttons: readonly string[];
};

const boxes = new Set(["checkbox", "radio"]);
/** Spaces of every kind are one. */
export const folded = (text: string) => text.replace(/\s+/g, " ").trim();

const isNamed = (control: FormControl, key: string) =>
  control.name === key || control.labels.some((label) => folded(label).startsWith(folded(key)));

/** The pairs a browser would send: defaults of the form, then what the person filled in. */
export const fillForm = (form: HtmlForm, button: FormButton, fields: FieldValues): [string, string][] => {
  const pairs: [string, string][] = [];
  const unused = new Set(Object.keys(fields));
  for (const control of form.controls.filter(({ disabled }) => !disabled)) {
    const key = Object.keys(fields).find((candidate) => isNamed(control, candidate));
    const given = key === undefined ? undefined : fields[key];
    if (key !== undefined) unused.delete(key);
    if (boxes.has(control.type)) {
      const wanted =
        typeof given === "object" ? given.includes(control.value) : given === true || given === control.value;
      if (given === undefined ? control.checked : wanted) pairs.push([control.name, control.value]);
    } else if (typeof given === "object") for (const value of given) pairs.push([control.name, value]);
    else pairs.push([control.name, given === undefined ? control.value : String(given)]);
  }
  if (unused.size > 0) throw new Error(`No such field in the form: ${[...unused].join(", ")}`);
  if (button.attributes.name) pairs.push([button.attributes.name, button.attributes.value ?? ""]);
  return pairs;
};

/** The form and its button of that name. Throws in words, with what the page offers instead. */
export const findForm = (page: PageOfForms, name: string): { form: HtmlForm; button: FormButton } => {
  for (const form of readForms(page.body))
    for (const button of form.buttons)
      if (folded(button.label) === folded(name)) {
        if (button.disabled) throw new Error(`The button « ${name} » is disabled at ${page.url}`);
        return { form, button };
      }
  throw new Error(
    `No button « ${name} » at ${page.url} (${page.status}); there are: ${page.buttons.join(" | ")}\n${page.text.slice(0, 600)}`,
  );
};
