import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { testSettings } from "#testing/test-settings.ts";
import { createKeys, type Subject, type WrappedKey } from "./keys.ts";
import { rememberOpened } from "./opened-subjects.ts";

const keys = createKeys(testSettings().rootKeys);
const dek = randomBytes(32);
const keyId = "00000000-0000-4000-8000-000000000001";
const subject = keys.subject(dek, keyId);
const cell = { table: "usager", column: "identite", row: "1" };

test("what a subject sealed opens with her own wrapped key", () => {
  const sealed = subject.seal("identite", cell, "Angela DUBOIS");
  const wrapped = keys.wrap(dek, keyId, "usager");

  const opened = keys.openSubject({ keyId, kind: "usager", kekVersion: 1, wrapped });

  expect(opened.open("identite", cell, sealed).toString()).toBe("Angela DUBOIS");
});

test("A04-31 a value moved to another row, column or table, cut or altered, does not open", () => {
  const sealed = subject.seal("identite", cell, "Angela DUBOIS");
  const altered = Buffer.from(sealed);
  altered[20] = (altered[20] as number) ^ 1;

  for (const elsewhere of [
    { ...cell, row: "2" },
    { ...cell, column: "contact" },
    { ...cell, table: "compte" },
  ])
    expect(() => subject.open("identite", elsewhere, sealed)).toThrow();
  expect(() => subject.open("contact", cell, sealed)).toThrow();
  expect(() => subject.open("identite", cell, altered)).toThrow();
  expect(() => subject.open("identite", cell, sealed.subarray(0, -1))).toThrow();
  expect(() => subject.open("identite", cell, Buffer.alloc(8))).toThrow("malformed");
});

test("a wrapped key opens for its own subject only, under the version that wrapped it", () => {
  const wrapped = keys.wrap(dek, keyId, "usager");

  expect(() => keys.openSubject({ keyId, kind: "compte", kekVersion: 1, wrapped })).toThrow();
  expect(() => keys.openSubject({ keyId, kind: "usager", kekVersion: 2, wrapped })).toThrow("version 2");
});

test("the same name gives two structures tokens that cannot be compared", () => {
  expect(keys.searchToken("a", "dub")).toHaveLength(8);
  expect(keys.searchToken("a", "dub")).toEqual(keys.searchToken("a", "dub"));
  expect(keys.searchToken("a", "dub")).not.toEqual(keys.searchToken("b", "dub"));
});

test("an opened key is remembered 5 minutes, and forgotten at once when its wrapped bytes change", () => {
  let elapsed = 0;
  let openings = 0;
  const open = rememberOpened(
    ({ keyId: id }: WrappedKey): Subject => {
      openings += 1;
      return keys.subject(dek, id);
    },
    () => elapsed,
  );
  const key = { keyId, kind: "usager", kekVersion: 1, wrapped: Buffer.of(1) };

  open(key);
  elapsed = 5 * 60_000 - 1;
  open(key);
  expect(openings).toBe(1);

  elapsed = 5 * 60_000;
  open(key);
  expect(openings).toBe(2);

  open({ ...key, wrapped: Buffer.of(2) });
  expect(openings).toBe(3);
});
