import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyFactOf, anyRecordedFactOf } from "#testing/fact-arbitraries.ts";
import { encodeCanonical } from "./canonical-json.ts";
import { encodeFact, factKinds, parseFact, type RecordedFact } from "./fact.ts";

/** Facts drawn per kind; FACT_RUNS=10000 for the count of chapter 04 E2. */
const RUNS = Number(process.env.FACT_RUNS ?? 100);
const example = fc.sample(anyRecordedFactOf(factKinds[0] as never), { numRuns: 1, seed: 1 })[0] as RecordedFact;
const altered = (changes: object) => encodeCanonical({ ...JSON.parse(encodeFact(example)), ...changes });

describe("A04-03 facts round-trip", () => {
  test.each(
    factKinds.map((kind) => [`${kind.type} ${kind.v}`, kind] as const),
  )("%s: encoding, reading and encoding again gives the same text", (_name, kind) => {
    fc.assert(
      fc.property(anyRecordedFactOf(kind), (fact) => {
        const text = encodeFact(fact);
        expect(encodeFact(parseFact(text))).toBe(text);
      }),
      { numRuns: RUNS },
    );
  });

  test.each([
    ["an unknown version", { v: 99 }, "of version 99"],
    ["an unknown kind", { type: "MandatEnlarged" }, "No fact MandatEnlarged"],
    ["an unknown member", { nom: true }, "nom: unknown key"],
    ["a stream without aggregate", { stream: "mandat" }, "stream"],
    ["a stream of an unknown aggregate", { stream: "personne/00000000-0000-4000-8000-000000000001" }, "stream"],
    ["an actor that is nobody", { actor: { kind: "passant" } }, "actor"],
    ["an aidant without identifier", { actor: { kind: "aidant" } }, "actor.id"],
    ["position zero", { n: 0 }, "n: expected"],
    ["an instant without milliseconds", { at: "2026-03-02T12:00:00Z" }, "at: expected"],
  ])("reading refuses %s", (_name, changes, message) => {
    expect(() => parseFact(altered(changes))).toThrow(message);
  });

  test("a fact whose body breaks its schema cannot be written", () => {
    const broken = { ...example, body: { ...example.body, nom: "Dupont" } } as unknown as RecordedFact;
    expect(() => encodeFact(broken)).toThrow("body.nom: unknown key");
  });
});

/** How a name, a mail, a phone number or an address would be written. */
const personal = [/[A-ZÀ-Ý][a-zà-ÿ]/, /@/, /\+/, / /, /[à-ÿ]/];

test("A04-02 generated facts hold nothing that a person could be recognised by", () => {
  for (const kind of factKinds)
    for (const fact of fc.sample(anyFactOf(kind), { numRuns: RUNS, seed: 7 })) {
      const { type, ...rest } = JSON.parse(encodeFact({ ...fact, id: example.id, n: 1 } as RecordedFact));
      const strings = stringsOf(rest);
      expect(strings.filter((text) => personal.some((form) => form.test(text)))).toEqual([]);
      expect(type).toBe(kind.type);
    }
});

const stringsOf = (value: unknown): readonly string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(stringsOf)
      : [];
