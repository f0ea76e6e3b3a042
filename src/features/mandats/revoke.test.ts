import { expect, test } from "vitest";
import type { ActeId, AutorisationId, MandatId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { aMandat, type MandatOptions } from "#testing/a-mandat.ts";
import { factsOf } from "#testing/journal.ts";
import { staySignedIn } from "#testing/stay-signed-in.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const two = { actes: ["logement.caf-logement", "logement.dls-demande", "social.apa"] };

const aSigned = async (options: MandatOptions = two) => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const { mandatId } = await aMandat(world, structure, aidant, options);
  return { structure, aidant, mandatId, of: { structure: structure.reference, mandatId } };
};
const parts = (mandatId: MandatId) =>
  world.db
    .selectFrom("autorisation")
    .innerJoin("acte", "acte.autorisation_id", "autorisation.id")
    .select([
      "autorisation.id",
      "autorisation.demarche",
      "autorisation.ended",
      "acte.id as acte",
      "acte.code",
      "acte.etat",
    ])
    .where("mandat_id", "=", mandatId)
    .orderBy("acte.position")
    .execute();
const acteOf = async (mandatId: MandatId, code: string) =>
  (await parts(mandatId)).find((part) => part.code === code)?.acte as ActeId;
const ended = async (mandatId: MandatId) =>
  (await parts(mandatId)).map(({ code, ended: end, etat }) => [code, end, etat]);
const typesOf = async (mandatId: MandatId) => (await factsOf(world, `mandat/${mandatId}`)).map(({ type }) => type);
const raison = { raison: "demande-orale" };

test("03-18: revoking one acte leaves the others", async () => {
  const { aidant, mandatId, of } = await aSigned();
  const acteId = await acteOf(mandatId, "logement.caf-logement");
  expect((await aidant.get(paths.revokeActe({ ...of, acteId }))).body).toContain("Demander une aide au logement");

  const answer = await aidant.post(paths.revokeActe({ ...of, acteId }), raison);

  expect(answer.statusCode).toBe(303);
  expect(await ended(mandatId)).toEqual([
    ["social.apa", null, "usable"],
    ["logement.caf-logement", null, "revoque"],
    ["logement.dls-demande", null, "usable"],
  ]);
  expect((await factsOf(world, `mandat/${mandatId}`)).at(-1)).toMatchObject({
    type: "ActeRevoked",
    actor: { kind: "aidant", id: aidant.compteId },
    body: { mandat: mandatId, acte: acteId, channel: "aidant", reason: "demande-orale" },
  });
  expect((await aidant.get(String(answer.headers.location))).body).toContain("L’acte est révoqué");
});

test("03-18: the last acte closes its autorisation, then the mandat", async () => {
  const { aidant, mandatId, of } = await aSigned();
  for (const code of ["logement.caf-logement", "logement.dls-demande"])
    await aidant.post(paths.revokeActe({ ...of, acteId: await acteOf(mandatId, code) }), raison);
  expect((await ended(mandatId)).map(([, end]) => end)).toEqual([null, "revoquee", "revoquee"]);
  expect((await aidant.get(paths.mandat(of))).body).toContain("Actif");

  await aidant.post(paths.revokeActe({ ...of, acteId: await acteOf(mandatId, "social.apa") }), raison);

  const page = await aidant.get(paths.mandat(of));
  expect(page.body).not.toContain("Actif<");
  expect(page.body).not.toContain(paths.revokeMandat(of));
});

test("a démarche is revoked, and the other stays", async () => {
  const { aidant, mandatId, of } = await aSigned();
  const autorisationId = (await parts(mandatId))[0]?.id as AutorisationId;
  await aidant.post(paths.revokeAutorisation({ ...of, autorisationId }), raison);
  expect((await ended(mandatId)).map(([, end]) => end)).toEqual(["revoquee", null, null]);
  expect((await factsOf(world, `mandat/${mandatId}`)).at(-1)).toMatchObject({
    type: "AutorisationRevoked",
    body: { autorisation: autorisationId },
  });
});

test("03-17: a mandat is revoked at once, without a new proof", async () => {
  const { aidant, mandatId, of } = await aSigned();
  world.clock.advance(16 * 60_000);

  const answer = await aidant.post(paths.revokeMandat(of), { raison: "doute-consentement" });

  expect(answer.headers.location).toBe(`${paths.mandat(of)}?fait=mandat-revoque`);
  expect((await ended(mandatId)).every(([, end, etat]) => end === "revoquee" && etat === "revoque")).toBe(true);
  expect((await factsOf(world, `mandat/${mandatId}`)).at(-1)).toMatchObject({
    type: "MandatRevoked",
    body: { reason: "doute-consentement" },
  });
});

test("03-18: revoked twice, even at once, it is told once, and the second reads that it is over", async () => {
  const { aidant, mandatId, of } = await aSigned();
  const answers = await Promise.all([1, 2, 3].map(() => aidant.post(paths.revokeMandat(of), raison)));
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409, 409]);
  const refused = answers.find(({ statusCode }) => statusCode === 409);
  expect(refused?.body).toContain("C’est déjà arrêté");
  expect(await typesOf(mandatId)).toEqual(["MandatConcluded", "MandatRevoked"]);
  expect((await aidant.get(paths.revokeMandat(of))).body).toContain("C’est déjà arrêté");
});

test.each([
  "",
  "mensonge",
])("a revocation asks the aidant for a reason of the list: « %s » is refused", async (reason) => {
  const { aidant, mandatId, of } = await aSigned();
  const answer = await aidant.post(paths.revokeMandat(of), { raison: reason });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("Choisissez une raison");
  expect(await typesOf(mandatId)).toEqual(["MandatConcluded"]);
});

test("03-20: the only acte of a mandat, declared done, ends it", async () => {
  const { aidant, mandatId, of } = await aSigned({ actes: ["argent.timbre"], duree: "acte-unique" });
  const acteId = await acteOf(mandatId, "argent.timbre");
  expect((await aidant.get(paths.declareActeDone({ ...of, acteId }))).body).toContain("Déclarer cet acte fait");

  await aidant.post(paths.declareActeDone({ ...of, acteId }));

  expect(await ended(mandatId)).toEqual([["argent.timbre", "terminee", "fait"]]);
  expect(await typesOf(mandatId)).toEqual(["MandatConcluded", "ActeDeclaredDone"]);
  expect((await aidant.get(paths.mandat(of))).body).toContain("Terminé");
  expect((await aidant.post(paths.declareActeDone({ ...of, acteId }))).statusCode).toBe(409);
});

test("past its term, nothing is left to revoke", async () => {
  const { aidant, mandatId, of } = await aSigned({ ...two, duree: "court" });
  const { term_instant } = await world.db
    .selectFrom("mandat")
    .select("term_instant")
    .where("id", "=", mandatId)
    .executeTakeFirstOrThrow();
  const before = world.clock.now();
  world.clock.set(term_instant);
  await staySignedIn(world, aidant);
  expect((await aidant.post(paths.revokeMandat(of), raison)).statusCode).toBe(409);
  world.clock.set(before);
  expect(await typesOf(mandatId)).toEqual(["MandatConcluded"]);
});

test("a mandat of another structure, an acte of another mandat: pages that do not exist, and nothing moves", async () => {
  const mine = await aSigned();
  const other = await aSigned();
  const foreign = { structure: mine.structure.reference, mandatId: other.mandatId };
  const acteId = await acteOf(other.mandatId, "social.apa");
  const autorisationId = (await parts(other.mandatId))[0]?.id as AutorisationId;
  const addresses = [
    paths.mandat(foreign),
    paths.mandatDocument(foreign),
    paths.revokeMandat(foreign),
    paths.revokeAutorisation({ ...foreign, autorisationId }),
    paths.revokeAutorisation({ ...mine.of, autorisationId }),
    paths.revokeActe({ ...foreign, acteId }),
    paths.revokeActe({ ...mine.of, acteId }),
    paths.declareActeDone({ ...mine.of, acteId }),
    paths.mandat({ ...mine.of, mandatId: "x" as MandatId }),
  ];
  for (const address of addresses) expect((await mine.aidant.get(address)).statusCode, address).toBe(404);
  for (const address of addresses.slice(2, 8))
    expect((await mine.aidant.post(address, raison)).statusCode, address).toBe(404);
  expect(await typesOf(other.mandatId)).toEqual(["MandatConcluded"]);
  expect((await ended(other.mandatId)).every(([, end]) => end === null)).toBe(true);
});

test("a person who may not act sees and ends nothing", async () => {
  const { structure, mandatId, of } = await aSigned();
  const untrained = await structure.anAidant({ formationLe: null });
  const referent = await structure.anAidant({ aidant: false, referent: true });
  const nobody = world.aStranger();
  for (const person of [untrained, referent])
    for (const address of [paths.mandats(of), paths.mandat(of), paths.mandatDocument(of)]) {
      const page = await person.get(address);
      expect(page.statusCode).toBe(403);
      expect(page.body).not.toContain("DUBOIS");
    }
  expect((await untrained.post(paths.revokeMandat(of), raison)).statusCode).toBe(403);
  expect((await nobody.get(paths.mandats(of))).statusCode).toBe(303);
  expect((await nobody.post(paths.revokeMandat(of), raison)).statusCode).toBe(303);
  expect(await typesOf(mandatId)).toEqual(["MandatConcluded"]);
});

test("an address that names no end tells of none", async () => {
  const { aidant, of } = await aSigned();

  for (const said of ["constructor", "__proto__", "autre"])
    expect((await aidant.get(`${paths.mandat(of)}?fait=${said}`)).body, said).not.toContain("fr-alert");
});
