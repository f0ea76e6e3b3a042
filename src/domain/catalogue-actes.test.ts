import { expect, test } from "vitest";
import { catalogue, catalogueActes, catalogueOf, searchCatalogue } from "./catalogue-actes.ts";
import { demarches, demarcheTitles, repScopes } from "./demarche.ts";

test("03-2: at least 60 actes, each once, at least five for each demarche", () => {
  expect(catalogueActes.length).toBeGreaterThanOrEqual(60);
  expect(new Set(catalogueActes.map(({ code }) => code)).size).toBe(catalogueActes.length);
  for (const demarche of demarches)
    expect(catalogueActes.filter((acte) => acte.demarche === demarche).length).toBeGreaterThanOrEqual(5);
});

test("03-2: every acte names a service, begins with an infinitive and is written in French typography", () => {
  for (const { code, service, libelle } of catalogueActes) {
    expect(code).toMatch(/^[a-z]+\.[a-z0-9-]+$/);
    expect(service).not.toBe("");
    expect(libelle).toMatch(/^\p{Lu}\p{L}+(er|ir|re|oir) /u);
    expect(`${service}${libelle}`).not.toMatch(/'/);
    expect(libelle.normalize("NFC")).toBe(libelle);
  }
});

test.each([
  ["social.ameli-compte", "sensible", true],
  ["argent.impots-declaration", "sensible", false],
  ["argent.impots-avis", "ordinaire", false],
  ["argent.surendettement", "sensible", true],
])("%s is %s, presence required: %s", (code, grade, presence) => {
  expect(catalogue.find(code)).toMatchObject({ code, grade, presence, etat: "actif" });
});

test("03-2: a withdrawn acte is still known, and says so", () => {
  const [first] = catalogueActes;
  if (!first) throw new Error("The catalogue is empty.");
  expect(catalogueOf([{ ...first, etat: "retire" }]).find(first.code)?.etat).toBe("retire");
  expect(catalogueOf([]).find(first.code)).toBeNull();
});

test.each([
  ["rsa", []],
  ["revenu solidarite", ["social.caf-rsa"]],
  ["DÉCLARATION impots", ["argent.impots-declaration"]],
  ["carte vitale", ["social.ameli-carte-vitale"]],
])("the search « %s » finds %j", (typed, codes) => {
  expect(searchCatalogue(typed).map(({ code }) => code)).toEqual(codes);
});

test("every demarche has its title and FranceConnect's exact string", () => {
  expect(demarches.map((demarche) => repScopes[demarche])).toEqual([
    "Papier-Citoyenneté-Elections",
    "Famille-Scolarité",
    "Social-Santé",
    "Travail-Formation",
    "Logement",
    "Transports-Mobilité",
    "Argent-Impots-Consommation",
    "Justice",
    "Etranger-Europe",
    "Loisirs-Sport-Culture",
  ]);
  for (const text of [...Object.values(repScopes), ...Object.values(demarcheTitles)])
    expect(text.normalize("NFC")).toBe(text);
});
