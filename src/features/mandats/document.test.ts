import { sql } from "kysely";
import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { aMandat } from "#testing/a-mandat.ts";
import { factsOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const structure = await world.aStructure({ nom: "Espace des Tilleuls" });
const aidant = await structure.anAidant();
const { mandatId } = await aMandat(world, structure, aidant, {
  actes: ["argent.surendettement", "logement.caf-logement"],
  libres: [{ demarche: "logement", service: "Mairie", libelle: "Demander une carte de stationnement" }],
});
const of = { structure: structure.reference, mandatId };

test("03-15: the document says who, what, until when, how to stop, and what it is worth", async () => {
  const { body } = await aidant.get(paths.mandatDocument(of));
  for (const words of [
    "Angela Claire Louise DUBOIS",
    "Espace des Tilleuls",
    "Amina ESSAI, conseillère numérique",
    "2\u00a0mars\u00a02026 à 13\u00a0h\u00a000, heure de Paris",
    "niveau de preuve 3 sur 4",
    "Demander une carte de stationnement (Mairie)",
    "acte sensible",
    "seulement en présence de la personne",
    "2\u00a0avril\u00a02026 à minuit, heure de Paris",
    "articles 1987 à 1989",
    "article 1986",
    "article 2004 du Code civil",
    "La personne signe elle-même la déclaration",
    "projet à relire par un juriste",
  ])
    expect(body).toContain(words);
  expect(body).not.toContain("QR");
});

test("03-15: it stays the same after the structure is renamed, and its hash is the one of the journal", async () => {
  const before = (await aidant.get(paths.mandatDocument(of))).body;
  await world.db.updateTable("structure").set({ nom: "Autre nom" }).where("id", "=", structure.id).execute();
  const after = (await aidant.get(paths.mandatDocument(of))).body;
  const sheet = (page: string) => /<main[\s\S]*<\/main>/.exec(page)?.[0];
  expect(sheet(after)).toBe(sheet(before));

  const [concluded] = await factsOf(world, `mandat/${mandatId}`);
  if (concluded?.type !== "MandatConcluded") throw new Error("The first fact of a mandat is its conclusion.");
  expect(after).toContain(concluded.body.documentHash);
});

test.each([
  ["the document", sql`update mandat_document set template_version = 'x' where mandat_id = ${mandatId}`],
  ["the term", sql`update mandat set term_day = '2030-01-01' where id = ${mandatId}`],
  ["the demarche", sql`update autorisation set demarche = 'justice' where mandat_id = ${mandatId}`],
  ["the wording of an acte", sql`update acte set libelle = 'Tout' where code = 'logement.caf-logement'`],
])("03-1: what was signed does not change: %s", async (_, statement) => {
  await expect(statement.execute(world.db)).rejects.toThrow("what was signed does not change");
});

test("03-18: an end is written once", async () => {
  const other = await aMandat(world, structure, aidant, { actes: ["social.apa"] });
  const end = (ended: string) =>
    sql`update autorisation set ended = ${ended}, ended_at = now() where mandat_id = ${other.mandatId}`.execute(
      world.db,
    );
  await end("revoquee");
  await expect(end("terminee")).rejects.toThrow("what was signed does not change");
});
