import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isBirthdate, isCog, knownBirthdate, parseIdentitePivot } from "./identite.ts";

const angela = {
  sub: "0a".repeat(32),
  given_name: "Angela Claire Louise",
  given_name_array: ["Angela", "Claire", "Louise"],
  family_name: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela.dubois@example.test",
};

const read = (changes: Record<string, unknown>) => {
  const outcome = parseIdentitePivot({ ...angela, ...changes });
  return outcome.ok ? outcome.value : outcome.refusal;
};

test("an identity is kept as FranceConnect gave it, byte for byte", () => {
  const composed = { given_name: "Jean-Marc E\u0301lie", family_name: "LE  GOFF", preferred_username: "d’Île" };

  expect(read(composed)).toEqual({
    givenName: "Jean-Marc E\u0301lie",
    givenNameArray: ["Angela", "Claire", "Louise"],
    familyName: "LE  GOFF",
    preferredUsername: "d’Île",
    birthdate: "1962-08-24",
    gender: "female",
    birthplace: "75107",
    birthcountry: "99100",
    email: "angela.dubois@example.test",
  });
});

test.each([[""], [null], [undefined]])("born abroad: a birthplace of %j is kept as an empty one", (birthplace) => {
  expect(read({ birthplace, birthcountry: "99352" })).toMatchObject({ birthplace: "", birthcountry: "99352" });
});

test.each([
  "given_name",
  "family_name",
  "birthdate",
  "gender",
  "birthcountry",
])("without %s nothing is kept", (claim) => {
  expect(read({ [claim]: undefined })).toBe("identity-incomplete");
  expect(read({ [claim]: null })).toBe("identity-incomplete");
  expect(read({ [claim]: "" })).toBe("identity-incomplete");
});

test.each([
  ["given_name", "x".repeat(257)],
  ["given_name", ["Angela"]],
  ["family_name", 12],
  ["birthdate", "1962-02-30"],
  ["birthdate", "1962"],
  ["gender", "féminin"],
  ["birthplace", "Paris"],
  ["birthplace", 75107],
  ["birthcountry", "FR"],
])("a %s of %j makes the identity malformed", (claim, value) => {
  expect(read({ [claim]: value })).toBe("identity-malformed");
});

test.each([
  ["preferred_username", ""],
  ["preferred_username", null],
  ["idp_birthdate", "1955-00-12"],
  ["idp_birthdate", ""],
  ["given_name_array", "Angela"],
  ["email", ""],
  ["email", "not an address"],
  ["email", "a@b"],
])("an optional %s of %j is left out", (claim, value) => {
  expect(read({ [claim]: value })).toEqual(read({ [claim]: undefined }));
});

test("« présumée née » : the date that says what is unknown is the one to show and to hand back", () => {
  const fatima = parseIdentitePivot({ ...angela, birthdate: "1955-01-01", idp_birthdate: "1955-00-00" });

  expect(fatima.ok && knownBirthdate(fatima.value)).toBe("1955-00-00");
  expect(fatima.ok && fatima.value.birthdate).toBe("1955-01-01");
});

describe("dates of birth", () => {
  test.each(["1962-08-24", "2000-02-29", "1960-05-00", "1955-00-00"])("%s is one", (text) => {
    expect(isBirthdate(text)).toBe(true);
  });

  test.each([
    "1900-02-29",
    "1955-00-12",
    "1955-13-01",
    "1955-04-31",
    "1955-05",
    "1955",
    "1955-5-1",
    "1955-05-01 ",
  ])("%s is none", (text) => {
    expect(isBirthdate(text)).toBe(false);
  });

  test("every day of the calendar is one, and no other complete date", () => {
    const parts = fc.tuple(
      fc.integer({ min: 1850, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
    );
    fc.assert(
      fc.property(parts, ([year, month, day]) => {
        const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
        const real = new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(text);
        expect(isBirthdate(text)).toBe(real);
      }),
    );
  });
});

test("codes of places: Corse, overseas and former ones are legitimate", () => {
  expect(["2A004", "2B033", "97411", "99352", "75056", "20004"].every(isCog)).toBe(true);
  expect(["2C004", "7510", "751070", "2a004", ""].some(isCog)).toBe(false);
});
