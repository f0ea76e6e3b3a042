import { describe, expect, expectTypeOf, test } from "vitest";
import type { FactNamed, Stream } from "./fact.ts";
import { factKinds } from "./fact.ts";
import {
  type BodyOf,
  checkForm,
  type Day,
  defineFact,
  enumOf,
  type Form,
  optional,
  record,
  type Schema,
  setOf,
  toCode,
  toDay,
  toHash,
  toInstant,
  uuid,
} from "./fact-schema.ts";
import type { Uuid } from "./ids.ts";

const id = "00000000-0000-4000-8000-000000000001" as Uuid;

describe("A04-02 a fact schema with a plain string does not compile", () => {
  test("neither as a field made by hand, nor as an enumeration of any string", () => {
    const anyString: string = "texte libre";
    // @ts-expect-error a form written by hand is not a schema
    defineFact("NomGiven", 1, { nom: { form: { kind: "string" } } });
    // @ts-expect-error an enumeration lists its values
    defineFact("NomGiven", 1, { nom: enumOf(anyString) });
    // @ts-expect-error nor inside a set
    setOf(enumOf(anyString));
    // @ts-expect-error nor under a name of its own
    const schema: Schema<string> = { form: { kind: "uuid" } };
    expect(schema.form.kind).toBe("uuid");
  });

  test("the body's type follows the schema, optional keys included", () => {
    const kind = defineFact("Essai", 1, { a: uuid(), b: optional(enumOf("x", "y")), c: setOf(record({ d: uuid() })) });
    expectTypeOf<BodyOf<typeof kind>>().toEqualTypeOf<{
      readonly a: Uuid;
      readonly b?: "x" | "y";
      readonly c: readonly { readonly d: Uuid }[];
    }>();
    expectTypeOf<FactNamed<"MandatConcluded">["body"]["termDay"]>().toEqualTypeOf<Day>();
    expectTypeOf(`mandat/${id}` as const).toExtend<Stream>();
    expect(kind.form.fields).toHaveProperty("b.kind", "optional");
  });

  test.each(
    factKinds.map((kind) => [`${kind.type} ${kind.v}`, kind.form] as const),
  )("%s holds branded values only", (_name, form) => {
    expect(leavesOf(form).filter((kind) => !branded.has(kind))).toEqual([]);
  });

  test("no two kinds share a name and a version", () => {
    const names = factKinds.map(({ type, v }) => `${type}/${v}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test("every enumerated value is a code, never a sentence", () => {
    const values = factKinds.flatMap(({ form }) => enumsOf(form));
    expect(values.filter((value) => !/^[a-z0-9-]+$/.test(value))).toEqual([]);
  });
});

const branded = new Set(["uuid", "instant", "day", "hash", "code", "enum", "integer", "boolean"]);
const leavesOf = (form: Form): readonly string[] =>
  form.kind === "record"
    ? Object.values(form.fields).flatMap(leavesOf)
    : form.kind === "set" || form.kind === "optional"
      ? leavesOf(form.of)
      : [form.kind];
const enumsOf = (form: Form): readonly string[] =>
  form.kind === "record"
    ? Object.values(form.fields).flatMap(enumsOf)
    : form.kind === "set" || form.kind === "optional"
      ? enumsOf(form.of)
      : form.kind === "enum"
        ? form.values
        : [];

describe("the forms of values", () => {
  test.each([
    [toInstant, "2026-03-02T12:00:00.000Z"],
    [toDay, "2028-02-29"],
    [toHash, "0".repeat(64)],
    [toCode, "papiers.cni-predemande"],
  ])("%o accepts %s", (make, text) => expect(make(text)).toBe(text));

  test.each([
    [toInstant, "2026-03-02T12:00:00Z"],
    [toInstant, "2026-02-30T12:00:00.000Z"],
    [toInstant, "2026-03-02T12:00:00.000+01:00"],
    [toDay, "2027-02-29"],
    [toDay, "2027-2-1"],
    [toHash, "A".repeat(64)],
    [toHash, "0".repeat(63)],
    [toCode, "Jean Dupont"],
    [toCode, "a".repeat(65)],
    [toCode, ""],
  ])("%o refuses %s", (make, text) => expect(() => make(text)).toThrow("is not of the form"));

  test("a set out of order or with a duplicate is refused", () => {
    const form = setOf(enumOf("aidant", "referent")).form;
    expect(() => checkForm(form, ["aidant", "referent"], "roles")).not.toThrow();
    expect(() => checkForm(form, ["referent", "aidant"], "roles")).toThrow("sorted");
    expect(() => checkForm(form, ["aidant", "aidant"], "roles")).toThrow("duplicates");
  });

  test("an unknown key, a missing key and a wrong type are named by their path", () => {
    const { form } = record({ mandat: uuid(), code: optional(uuid()) });
    expect(() => checkForm(form, { mandat: id, nom: "Dupont" }, "body")).toThrow("body.nom: unknown key");
    expect(() => checkForm(form, {}, "body")).toThrow("body.mandat: missing");
    expect(() => checkForm(form, { mandat: "Dupont" }, "body")).toThrow("body.mandat: expected uuid");
  });
});
