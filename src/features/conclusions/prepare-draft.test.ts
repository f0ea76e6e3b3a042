import { expect, test } from "vitest";
import type { ConclusionId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { aPreparedConclusion } from "#testing/a-mandat.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

const aDraft = async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const conclusionId = await aPreparedConclusion(world, structure, aidant);
  return { aidant, conclusionId, journey: { structure: structure.reference, conclusionId } };
};
const versionOf = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? "";
const stored = (id: ConclusionId) =>
  world.db.selectFrom("conclusion").selectAll().where("id", "=", id).executeTakeFirstOrThrow();

test("03-12: two tabs never overwrite each other, and the second says so", async () => {
  const { aidant, conclusionId, journey } = await aDraft();
  const tab = await aidant.get(paths.conclusionActes(journey));
  const fields = { version: versionOf(tab.body), acte: "social.apa", action: "continuer" };
  await aidant.post(paths.conclusionActes(journey), fields);

  const late = await aidant.post(paths.conclusionActes(journey), { ...fields, acte: "social.msa-dtr" });

  expect(late.statusCode).toBe(409);
  expect(late.body).toContain("a changé dans un autre onglet");
  expect(late.body).toMatch(/value="social.apa"[^>]*checked/);
  const { version, step } = await stored(conclusionId);
  expect([String(version), step]).toEqual([versionOf(late.body), "brouillon"]);
});

test.each([
  [{ action: "continuer" }, "Choisissez au moins un acte"],
  [
    {
      action: "ajouter",
      "libre-demarche": "logement",
      "libre-service": "Mairie",
      "libre-libelle": "Faire toutes les démarches",
    },
    "Dites précisément quoi",
  ],
  [
    {
      action: "ajouter",
      "libre-demarche": "logement",
      "libre-service": "Mairie",
      "libre-libelle": "Consulter le compte bancaire",
    },
    "ne peut pas être confié",
  ],
  [
    { action: "ajouter", "libre-service": "Mairie", "libre-libelle": "Demander une carte de stationnement" },
    "Choisissez la démarche",
  ],
])("03-3: a choice of actes is refused in words, values kept: %#", async (fields, words) => {
  const { aidant, conclusionId, journey } = await aDraft();
  const before = await stored(conclusionId);
  const { body } = await aidant.get(paths.conclusionActes(journey));

  const answer = await aidant.post(paths.conclusionActes(journey), { ...fields, version: versionOf(body) });

  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain(words);
  const [, field, message] = /ac-error-summary[\s\S]*?href="#([^"]+)">([^<]+)</.exec(answer.body) ?? [];
  expect(message).toContain(words);
  expect(answer.body).toContain(`id="${field}"`);
  if ("libre-libelle" in fields) expect(answer.body).toContain(fields["libre-libelle"]);
  expect(await stored(conclusionId)).toEqual(before);
});

test("03-29: a secret typed returns in the page only: neither stored nor logged", async () => {
  const { aidant, conclusionId, journey } = await aDraft();
  const { body } = await aidant.get(paths.conclusionActes(journey));
  const before = await stored(conclusionId);
  const answer = await aidant.post(paths.conclusionActes(journey), {
    version: versionOf(body),
    action: "ajouter",
    "libre-demarche": "logement",
    "libre-service": "Mairie",
    "libre-libelle": "Ouvrir la boîte avec Soleil!2024",
  });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("Soleil!2024");
  expect(world.log.join("\n")).not.toContain("Soleil");
  expect(await stored(conclusionId)).toEqual(before);
});

test("the search works without script and keeps what was ticked", async () => {
  const { aidant, journey } = await aDraft();
  const { body } = await aidant.get(paths.conclusionActes(journey));
  const searched = await aidant.post(paths.conclusionActes(journey), {
    version: versionOf(body),
    "acte-social": "social.apa",
    recherche: "carte VITALE",
    action: "rechercher",
  });
  const found = await aidant.get(String(searched.headers.location));
  expect(found.body).toContain("1 acte trouvé");
  expect(found.body).toMatch(/name="acte" value="social.ameli-carte-vitale"/);
  expect(found.body).toMatch(/value="social.apa"[^>]*checked/);
});
