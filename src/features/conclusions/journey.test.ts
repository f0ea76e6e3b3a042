import { expect, test } from "vitest";
import type { ConclusionId, MandatId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { anIdentite, aPreparedConclusion, identifyUsager } from "#testing/a-mandat.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

const aCounter = async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  return { structure, aidant, at: { structure: structure.reference } };
};
const versionOf = (page: string): string => /name="version" value="(\d+)"/.exec(page)?.[1] ?? "";
const stored = (id: ConclusionId) =>
  world.db.selectFrom("conclusion").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const idIn = (location: unknown) => String(location).split("/").at(-1) as ConclusionId;

test("a mandat in presence, from the home page to the printed paper", async () => {
  const { structure, aidant, at } = await aCounter();

  const opened = await aidant.post(paths.conclusions(at), { _cle: "0".repeat(32) });
  const conclusionId = idIn(opened.headers.location);
  const journey = { ...at, conclusionId };
  expect((await aidant.get(paths.conclusion(journey))).headers.location).toBe(paths.conclusionInformation(journey));

  const information = await aidant.get(paths.conclusionInformation(journey));
  expect(information.body).toContain("Ce qu’est un mandat");
  const informed = await aidant.post(paths.conclusionInformation(journey), { version: versionOf(information.body) });
  expect(informed.headers.location).toBe(paths.conclusionActes(journey));

  const actes = await aidant.get(paths.conclusionActes(journey));
  const chosen = await aidant.post(paths.conclusionActes(journey), {
    version: versionOf(actes.body),
    "acte-logement": ["logement.caf-logement", "logement.dls-demande"],
    "acte-argent": "argent.surendettement",
    action: "continuer",
  });
  expect(chosen.headers.location).toBe(paths.conclusionDuree(journey));

  const duree = await aidant.get(paths.conclusionDuree(journey));
  expect(duree.body).not.toContain("checked");
  expect(duree.body).toContain("2\u00a0avril\u00a02026 à minuit, heure de Paris");
  const handed = await aidant.post(paths.conclusionDuree(journey), { version: versionOf(duree.body), duree: "mois" });
  expect(handed.headers.location).toBe(paths.conclusionIdentite(journey));

  const handover = await aidant.get(paths.conclusionIdentite(journey));
  expect(handover.body).toContain("S’identifier avec FranceConnect");
  expect(handover.body).not.toContain("Déconnexion");
  const usagerId = await identifyUsager(world, structure, conclusionId, anIdentite());

  const reading = await aidant.get(paths.conclusionLecture(journey));
  expect(reading.body).toContain("Angela Claire Louise DUBOIS");
  expect(reading.body).toContain("Demander une aide au logement");
  expect(reading.body).not.toContain("checked");
  const accepted = await aidant.post(paths.conclusionLecture(journey), {
    version: versionOf(reading.body),
    reponse: "accepter",
    majeur: "oui",
    "sans-mesure": "oui",
    libre: "oui",
    lu: "oui",
  });
  expect(accepted.headers.location).toBe(paths.conclusion(journey));

  const recap = await aidant.get(paths.conclusionRecapitulatif(journey));
  expect(recap.body).toContain("angela@example.test");
  const concluded = await aidant.post(paths.conclusionRecapitulatif(journey), {
    version: versionOf(recap.body),
    remplace: "",
  });
  expect(concluded.headers.location).toBe(paths.conclusionFin(journey));

  const mandat = await world.db
    .selectFrom("mandat")
    .selectAll()
    .where("conclusion_id", "=", conclusionId)
    .executeTakeFirstOrThrow();
  expect(mandat).toMatchObject({
    usager_id: usagerId,
    structure_id: structure.id,
    compte_id: aidant.compteId,
    porte: "franceconnect-presence",
    level: 3,
    duree: "mois",
    signing_day: "2026-03-02",
    term_day: "2026-04-02",
    term_instant: new Date("2026-04-02T22:00:00Z"),
    acte_count: 3,
  });
  const end = await aidant.get(paths.conclusionFin(journey));
  expect(end.body).toContain(mandat.numero);
  expect(end.body).toContain(paths.mandatDocument({ ...at, mandatId: mandat.id as MandatId }));

  expect(await factTypesOf(world, `conclusion/${conclusionId}`)).toEqual([
    "ConclusionOpened",
    "ConsentSeen",
    "ConsentGiven",
  ]);
  expect(await factsOf(world, `mandat/${mandat.id as MandatId}`)).toMatchObject([
    { type: "MandatConcluded", body: { mandat: mandat.id, usager: usagerId, termDay: "2026-04-02" } },
  ]);
  const [message] = await world.db.selectFrom("outbox").select("id").execute();
  expect(message).toBeDefined();
  expect(await stored(conclusionId)).toMatchObject({ step: "conclue", draft_sealed: null });
});

test("03-25: the words on over-indebtedness are read at the choice, by the usager, and at the recap", async () => {
  const { structure, aidant, at } = await aCounter();
  const conclusionId = await aPreparedConclusion(world, structure, aidant, { actes: ["argent.surendettement"] });
  const journey = { ...at, conclusionId };
  const words = "La personne signe elle-même la déclaration";
  expect((await aidant.get(paths.conclusionActes(journey))).body).toContain(words);
  await identifyUsager(world, structure, conclusionId, anIdentite());
  const reading = await aidant.get(paths.conclusionLecture(journey));
  expect(reading.body).toContain(words);
  await aidant.post(paths.conclusionLecture(journey), { ...accepting, version: versionOf(reading.body) });
  expect((await aidant.get(paths.conclusionRecapitulatif(journey))).body).toContain(words);
});
const accepting = { reponse: "accepter", majeur: "oui", "sans-mesure": "oui", libre: "oui", lu: "oui" };

test("03-12: the same form sent twice opens one journey", async () => {
  const { structure, aidant, at } = await aCounter();
  const key = { _cle: "a".repeat(32) };
  const [first, second] = [
    await aidant.post(paths.conclusions(at), key),
    await aidant.post(paths.conclusions(at), key),
  ];
  expect(second.headers.location).toBe(first.headers.location);
  const rows = await world.db.selectFrom("conclusion").select("id").where("structure_id", "=", structure.id).execute();
  expect(rows).toHaveLength(1);
});

test("a page opened out of its turn leads to the one where the journey stands", async () => {
  const { structure, aidant, at } = await aCounter();
  const conclusionId = await aPreparedConclusion(world, structure, aidant);
  const journey = { ...at, conclusionId };
  for (const path of [paths.conclusionLecture, paths.conclusionRecapitulatif, paths.conclusionFin, paths.conclusion])
    expect((await aidant.get(path(journey))).headers.location).toBe(paths.conclusionIdentite(journey));
  await identifyUsager(world, structure, conclusionId, anIdentite());
  for (const path of [paths.conclusionActes, paths.conclusionDuree, paths.conclusionIdentite])
    expect((await aidant.get(path(journey))).headers.location).toBe(paths.conclusionLecture(journey));
  const late = await aidant.post(paths.conclusionActes(journey), {
    version: "4",
    acte: "social.apa",
    action: "continuer",
  });
  expect(late.headers.location).toBe(paths.conclusionLecture(journey));
});

test("the journey of a colleague, of another structure, or of nobody is a page that does not exist", async () => {
  const { structure, aidant } = await aCounter();
  const conclusionId = await aPreparedConclusion(world, structure, aidant);
  const colleague = await structure.anAidant();
  const other = await aCounter();
  const before = await stored(conclusionId);
  const all = [paths.conclusion, paths.conclusionActes, paths.conclusionLecture, paths.abandonConclusion];
  for (const path of all) {
    expect((await colleague.get(path({ structure: structure.reference, conclusionId }))).statusCode).toBe(404);
    expect((await other.aidant.get(path({ ...other.at, conclusionId }))).statusCode).toBe(404);
    expect(
      (await aidant.get(path({ structure: structure.reference, conclusionId: "x" as ConclusionId }))).statusCode,
    ).toBe(404);
  }
  const abandon = await colleague.post(paths.abandonConclusion({ structure: structure.reference, conclusionId }));
  expect(abandon.statusCode).toBe(404);
  expect(await stored(conclusionId)).toEqual(before);
});

test("a journey given up is destroyed, and the journal says so", async () => {
  const { structure, aidant, at } = await aCounter();
  const conclusionId = await aPreparedConclusion(world, structure, aidant);
  expect((await aidant.get(paths.abandonConclusion({ ...at, conclusionId }))).body).toContain("Abandonner ce mandat");
  await aidant.post(paths.abandonConclusion({ ...at, conclusionId }));
  expect(await stored(conclusionId)).toMatchObject({ step: "abandonnee", draft_sealed: null, usager_id: null });
  expect(await factTypesOf(world, `conclusion/${conclusionId}`)).toEqual(["ConclusionOpened", "ConclusionStopped"]);
  expect((await aidant.get(paths.conclusion({ ...at, conclusionId }))).body).toContain("Le mandat est abandonné");
});
