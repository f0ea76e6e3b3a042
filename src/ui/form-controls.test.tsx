import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import { Checkbox, Checkboxes, Radios } from "./choice.tsx";
import { DateField } from "./date-field.tsx";
import { ErrorSummary } from "./error-summary.tsx";
import { Field } from "./field.tsx";
import { fieldId } from "./field-id.ts";
import { Form } from "./form.tsx";
import { Select } from "./select.tsx";
import { Textarea } from "./textarea.tsx";

const refusal = "Dites <précisément> quoi";
const choices = [
  { value: "court", label: "1 jour", hint: "Jusqu’à demain" },
  { value: "mois", label: "31 jours" },
];
const controls: readonly (readonly [string, (error?: string) => VNode])[] = [
  ["field", (error) => <Field name="reponse" label="Réponse" hint="Une aide" error={error} />],
  ["textarea", (error) => <Textarea name="reponse" label="Réponse" hint="Une aide" error={error} />],
  ["select", (error) => <Select name="reponse" label="Réponse" hint="Une aide" options={[]} error={error} />],
  ["radios", (error) => <Radios name="reponse" legend="Réponse" hint="Une aide" choices={choices} error={error} />],
  [
    "checkboxes",
    (error) => <Checkboxes name="reponse" legend="Réponse" hint="Une aide" choices={choices} error={error} />,
  ],
  ["checkbox", (error) => <Checkbox name="reponse" label="Réponse" hint="Une aide" error={error} />],
  ["date", (error) => <DateField name="reponse" legend="Réponse" hint="Une aide" error={error} />],
];

const textOfId = (html: string, id: string) => new RegExp(`id="${id}"[^>]*>([\\s\\S]*?)</(?:p|div)>`).exec(html)?.[1];

describe.each(controls)("%s", (_, control) => {
  test("its hint and its error are linked to it, error in words and escaped", () => {
    const html = render(control(refusal));
    const described = [...html.matchAll(/aria-describedby="([^"]+)"/g)].flatMap(([, ids = ""]) => ids.split(" "));
    const texts = described.map((id) => textOfId(html, id)).join(" ");
    expect(texts).toContain("Une aide");
    expect(texts).toContain("Dites &lt;précisément> quoi");
    expect(html).toContain('aria-invalid="true"');
  });

  test("without error nothing speaks of one", () => {
    expect(render(control())).not.toMatch(/aria-invalid|error/);
  });

  test("each control has its own label, and the error summary leads to the first", () => {
    const html = render(control(refusal));
    const ids = [...html.matchAll(/<(?:input|select|textarea)[^>]*\sid="([^"]+)"/g)].map(([, id]) => id);
    const labels = [...html.matchAll(/<label[^>]*\sfor="([^"]+)"/g)].map(([, id]) => id);
    expect(labels).toEqual(ids);
    expect(ids[0]).toBe(fieldId("reponse"));
    expect(render(<ErrorSummary issues={[{ field: "reponse", message: refusal }]} />)).toContain(`href="#${ids[0]}"`);
  });
});

test("what was typed is kept, and cannot become markup", () => {
  const typed = `"><script>alert(1)</script>`;
  const html = render(
    <>
      <Field name="nom" label="Nom" value={typed} />
      <Textarea name="precision" label="Précision" value={typed} />
      <DateField name="naissance" legend="Naissance" values={{ jour: typed }} />
    </>,
  );
  expect(html).not.toContain("<script");
  expect(html.match(/&lt;script>|&lt;script&gt;/g)).toHaveLength(3);
});

test("a code asks for digits and lets the phone fill it in", () => {
  const html = render(<Field name="code" label="Code" kind="code" length={6} />);
  expect(html).toContain('inputmode="numeric"');
  expect(html).toContain('autocomplete="one-time-code"');
});

test("chosen answers are kept", () => {
  expect(render(<Radios name="d" legend="Durée" choices={choices} value="mois" />)).toMatch(/value="mois" checked/);
  expect(
    render(<Checkboxes name="a" legend="Actes" choices={choices} values={["court", "mois"]} />).match(/checked/g),
  ).toHaveLength(2);
  expect(render(<Select name="s" label="Choix" value="b" options={[{ value: "b", label: "B" }]} />)).toMatch(
    /<option value="b" selected>|<option selected value="b">/,
  );
});

test("a disabled choice is a choice one cannot make", () => {
  expect(render(<Radios name="d" legend="Durée" choices={[{ value: "x", label: "X", disabled: true }]} />)).toContain(
    "disabled",
  );
});

test("the error summary takes the focus, and disappears when there is nothing to say", () => {
  const html = render(<ErrorSummary issues={[{ field: "a.b[0]", message: "Choisissez" }]} />);
  expect(html).toContain('tabindex="-1"');
  expect(html).toContain("autofocus");
  expect(html).toContain('href="#champ-a-b-0-"');
  expect(html).toContain("Une réponse est à corriger");
  expect(render(<ErrorSummary issues={[]} />)).toBe("");
});

test("a form is checked by us, in our words, and sent once", () => {
  const html = render(
    <Form action="/mandats" csrfToken="jeton" idempotencyKey="cle-1" values={{ etape: "2" }}>
      <p />
    </Form>,
  );
  expect(html).toContain('<form method="post" action="/mandats" novalidate>');
  expect(html).toContain('name="_csrf" value="jeton"');
  expect(html).toContain('name="_cle" value="cle-1"');
  expect(html).toContain('name="etape" value="2"');
});
