import { expect, test } from "vitest";
import type { IdentitePivot } from "./identite.ts";
import { birthplaceWords, birthWords, fullName } from "./identite-words.ts";

const angela: IdentitePivot = {
  givenName: "Angela Claire",
  familyName: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
};

test.each<[Partial<IdentitePivot>, string]>([
  [{}, "née le 24\u00a0août\u00a01962"],
  [{ birthdate: "1955-01-01", idpBirthdate: "1955-00-00" }, "née en\u00a01955"],
  [{ birthdate: "1955-05-01", idpBirthdate: "1955-05-00" }, "née en mai\u00a01955"],
  [{ gender: "male" }, "né le 24\u00a0août\u00a01962"],
  [{ gender: "unspecified" }, "né(e) le 24\u00a0août\u00a01962"],
])("a birthdate says no more than is known, and agrees with a sex that is known: %#", (change, words) => {
  expect(birthWords({ ...angela, ...change })).toBe(words);
});

test("a name is written as it was received", () => {
  expect(fullName(angela)).toBe("Angela Claire DUBOIS");
  expect(fullName({ ...angela, preferredUsername: "Martin" })).toBe("Angela Claire DUBOIS (nom d’usage\u00a0: Martin)");
});

test("a birthplace is its official code, and abroad the country's", () => {
  expect(birthplaceWords(angela)).toBe("France (code officiel de la commune\u00a0: 75107)");
  expect(birthplaceWords({ ...angela, birthplace: "", birthcountry: "99212" })).toBe(
    "Hors de France (code officiel du pays\u00a0: 99212)",
  );
});
