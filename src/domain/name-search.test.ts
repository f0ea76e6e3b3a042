import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { IdentitePivot } from "./identite.ts";
import { isFoundBy, normalizeName, queriedPrefixes, searchPrefixes } from "./name-search.ts";

const elodie: IdentitePivot = {
  givenName: "Élodie Anne-Marie",
  familyName: "LŒUILLET D’ARC",
  preferredUsername: "Nguyễn-Béranger",
  birthdate: "1955-03-02",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
};

test("a name is compared without case, accents, ligatures, hyphens or apostrophes", () => {
  expect(normalizeName("LŒUILLET D’ARC")).toBe(normalizeName("loeuillet d'arc"));
  expect(normalizeName("Jean-Noël")).toBe("jean noel");
});

test.each([
  ["loe", true],
  ["ELO", true],
  ["élodie lœuillet", true],
  ["beranger", true],
  ["nguyen", true],
  ["arc", true],
  ["marie", false],
  ["uillet", false],
  ["elodie martin", false],
])("03-26: %s finds her: %s", (typed, found) => {
  const known = new Set(searchPrefixes(elodie));
  const prefixes = queriedPrefixes(typed);
  expect(prefixes.length > 0 && prefixes.every((prefix) => known.has(prefix)) && isFoundBy(typed, elodie)).toBe(found);
});

test("fewer than three letters search for nothing", () => {
  expect(queriedPrefixes("él d'")).toEqual([]);
});

test("prefixes have 3 to 10 letters; a long word is found by its first ten, then confirmed", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-zÀ-ÿ' -]{1,40}$/), (familyName) => {
      const lengths = searchPrefixes({ ...elodie, familyName }).map((prefix) => [...prefix].length);
      expect(Math.min(...lengths)).toBeGreaterThanOrEqual(3);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(10);
    }),
  );
  expect(queriedPrefixes("constantinopolitain")).toEqual(["constantin"]);
  expect(isFoundBy("constantinople", { ...elodie, familyName: "CONSTANTINOPOLIS" })).toBe(false);
});
