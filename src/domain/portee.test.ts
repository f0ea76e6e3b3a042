import { expect, test } from "vitest";
import { catalogue, catalogueActes, catalogueOf } from "./catalogue-actes.ts";
import { type ActeChoisi, actesVoulus, byDemarche, decidePortee } from "./portee.ts";

const chosen = (count: number): readonly ActeChoisi[] =>
  catalogueActes.slice(0, count).map(({ code }) => ({ kind: "catalogue", code }));
const libre: ActeChoisi = {
  kind: "libre",
  demarche: "logement",
  service: "Mairie",
  libelle: "Demander une carte de stationnement",
};
const withdrawn = catalogueOf(catalogueActes.map((acte, rank) => (rank === 0 ? { ...acte, etat: "retire" } : acte)));

test.each([
  ["no acte", [], "mois", catalogue, "no-acte"],
  ["41 actes", chosen(41), "mois", catalogue, "too-many-actes"],
  ["an acte that left the catalogue", chosen(2), "mois", withdrawn, "acte-withdrawn"],
  ["an acte that never was", [{ kind: "catalogue", code: "papiers.tout" }], "mois", catalogue, "acte-withdrawn"],
  ["no duration", chosen(1), null, catalogue, "duree-missing"],
  ["two actes for the duration of one", chosen(2), "acte-unique", catalogue, "acte-unique-alone"],
] as const)("03-1, 03-2, 03-20: a scope with %s is refused", (_, actes, duree, used, refusal) => {
  expect(decidePortee({ actes, duree }, used)).toEqual({ ok: false, refusal });
});

test("03-1: 40 precise actes make a scope, and one alone may have the time of itself", () => {
  expect(decidePortee({ actes: chosen(40), duree: "long" }, catalogue)).toMatchObject({ ok: true });
  expect(decidePortee({ actes: chosen(1), duree: "acte-unique" }, catalogue)).toMatchObject({ ok: true });
});

test("an acte worded by hand is sensible until somebody grades it", () => {
  expect(actesVoulus([libre], catalogue)).toMatchObject([{ code: null, grade: "sensible", presence: false }]);
});

test("actes are read demarche by demarche, in the order of the demarches", () => {
  const groups = byDemarche(actesVoulus([libre, ...chosen(9)], catalogue));
  expect(groups.map(({ demarche, actes }) => [demarche, actes.length])).toEqual([
    ["papiers", 8],
    ["famille", 1],
    ["logement", 1],
  ]);
});
