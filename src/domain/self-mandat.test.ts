import { expect, test } from "vitest";
import type { IdentitePivot } from "./identite.ts";
import { isSelfMandat } from "./self-mandat.ts";

const amina = { prenom: "Amina", nom: "Ben-Saïd", courriel: "amina.bensaid@tilleuls.example.test" };
const usager: IdentitePivot = {
  givenName: "Angela Claire",
  familyName: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela@example.test",
};

test.each([
  ["a given name and the birth name", { givenName: "Leïla AMINA", familyName: "BEN SAID" }, true],
  ["a given name and the usage name", { givenName: "Amina", preferredUsername: "ben saïd" }, true],
  ["the e-mail address, whatever its case", { email: "Amina.BenSaid@Tilleuls.example.test" }, true],
  ["the birth name alone, as a sister does", { familyName: "BEN-SAÏD" }, false],
  ["a given name alone", { givenName: "Amina" }, false],
  ["nothing", {}, false],
])("03-22: aidant and usager share %s", (_, shared, same) => {
  expect(isSelfMandat(amina, { ...usager, ...shared })).toBe(same);
});
