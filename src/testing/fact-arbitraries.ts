import * as fc from "fast-check";
import {
  type Actor,
  type Fact,
  factKinds,
  personKinds,
  type RecordedFact,
  type Stream,
  streamKinds,
} from "#domain/fact.ts";
import type { FactKind, Form } from "#domain/fact-schema.ts";
import type { Uuid } from "#domain/ids.ts";

const anyUuid = fc.uuid({ version: 4 }) as fc.Arbitrary<Uuid>;
const anyInstant = fc
  .date({ min: new Date("2026-01-01T00:00:00Z"), max: new Date("2126-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));

/** Any value a form allows; sets are drawn in any order, for the journal to sort. */
export const anyValue = (form: Form): fc.Arbitrary<unknown> => {
  switch (form.kind) {
    case "uuid":
      return anyUuid;
    case "instant":
      return anyInstant;
    case "day":
      return anyInstant.map((text) => text.slice(0, 10));
    case "hash":
      return anyHash;
    case "code":
      return fc.stringMatching(/^[a-z0-9.-]{1,64}$/);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: form.min, max: Math.min(form.max, 2 ** 31 - 1) });
    case "enum":
      return fc.constantFrom(...form.values);
    case "set":
      return fc.uniqueArray(anyValue(form.of), {
        maxLength: 4,
        comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
      });
    case "optional":
      return anyValue(form.of);
    case "record":
      return fc.record(Object.fromEntries(Object.entries(form.fields).map(([key, field]) => [key, anyValue(field)])), {
        requiredKeys: Object.keys(form.fields).filter((key) => form.fields[key]?.kind !== "optional"),
      });
  }
};

const anyStream = fc.oneof(
  fc.tuple(fc.constantFrom(...streamKinds), anyUuid).map(([kind, id]): Stream => `${kind}/${id}`),
  fc.constant<Stream>("systeme/journal"),
);
const anyActor: fc.Arbitrary<Actor> = fc.oneof(
  fc.record(
    { kind: fc.constantFrom(...personKinds), id: anyUuid, structure: anyUuid, onBehalfOf: anyUuid },
    { requiredKeys: ["kind", "id"] },
  ),
  fc.record({ kind: fc.constantFrom("systeme" as const, "public" as const), id: anyUuid }, { requiredKeys: ["kind"] }),
);

/** Any fact of one kind, as an act would hand it to the journal; `stream` fixes its aggregate. */
export const anyFactOf = (kind: FactKind, stream: fc.Arbitrary<Stream> = anyStream): fc.Arbitrary<Fact> =>
  fc.record({
    type: fc.constant(kind.type),
    v: fc.constant(kind.v),
    stream,
    actor: anyActor,
    at: anyInstant,
    cause: anyUuid,
    body: anyValue(kind.form),
  }) as fc.Arbitrary<unknown> as fc.Arbitrary<Fact>;

/** Any fact ever released. */
export const anyFact = (stream: fc.Arbitrary<Stream> = anyStream): fc.Arbitrary<Fact> =>
  fc.oneof(...factKinds.map((kind) => anyFactOf(kind, stream)));

export const anyRecordedFactOf = (kind: FactKind): fc.Arbitrary<RecordedFact> =>
  fc.tuple(anyFactOf(kind), anyUuid, fc.integer({ min: 1, max: 2 ** 31 })).map(([fact, id, n]) => ({ ...fact, id, n }));
