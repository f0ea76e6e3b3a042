import { expect, test } from "vitest";
import type { ConclusionId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import {
  aMandat,
  anAcceptedConclusion,
  anIdentite,
  aPreparedConclusion,
  identifyUsager,
  type MandatOptions,
} from "#testing/a-mandat.ts";
import { factTypesOf } from "#testing/journal.ts";
import { staySignedIn } from "#testing/stay-signed-in.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const accepting = { reponse: "accepter", majeur: "oui", "sans-mesure": "oui", libre: "oui", lu: "oui" };

const aReader = async (options: MandatOptions = {}) => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const conclusionId = await aPreparedConclusion(world, structure, aidant, options);
  const usagerId = await identifyUsager(world, structure, conclusionId, anIdentite(options.identite), options.sub);
  const journey = { structure: structure.reference, conclusionId };
  const answer = async (fields: Readonly<Record<string, string>>) => {
    const { body } = await aidant.get(paths.conclusionLecture(journey));
    const version = /name="version" value="(\d+)"/.exec(body)?.[1] ?? String((await stored(conclusionId)).version);
    return aidant.post(paths.conclusionLecture(journey), { ...fields, version });
  };
  return { structure, aidant, conclusionId, usagerId, journey, answer };
};
const stored = (id: ConclusionId) =>
  world.db.selectFrom("conclusion").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const keyOf = (usagerId: string) =>
  world.db
    .selectFrom("data_key")
    .select(["wrapped", "destroyed_at"])
    .where("subject_id", "=", usagerId)
    .executeTakeFirstOrThrow();
const isKnown = async (usagerId: string) =>
  (await world.db.selectFrom("usager").select("id").where("id", "=", usagerId).executeTakeFirst()) !== undefined;

test("03-6: a refusal ends the journey, asks no reason, and erases the identity", async () => {
  const { aidant, conclusionId, usagerId, journey, answer } = await aReader();

  const refused = await answer({ reponse: "refuser" });

  expect(refused.headers.location).toBe(paths.conclusion(journey));
  expect((await aidant.get(paths.conclusion(journey))).body).toContain("Le mandat est refusé");
  expect(await stored(conclusionId)).toMatchObject({ step: "refusee", usager_id: null, draft_sealed: null });
  expect(await isKnown(usagerId)).toBe(false);
  expect(await keyOf(usagerId)).toEqual({ wrapped: Buffer.alloc(0), destroyed_at: world.clock.now() });
  expect(await factTypesOf(world, `conclusion/${conclusionId}`)).toEqual([
    "ConclusionOpened",
    "ConsentSeen",
    "ConsentRefused",
  ]);
  expect(await factTypesOf(world, "systeme/journal")).toContain("KeyDestroyed");
});

test("an usager who already gave a mandat, or reads another one, stays known after a refusal", async () => {
  const sub = "known-elsewhere";
  const elsewhere = await world.aStructure();
  await aMandat(world, elsewhere, await elsewhere.anAidant(), { sub });
  const { usagerId, answer } = await aReader({ sub });
  await answer({ reponse: "refuser" });
  expect(await isKnown(usagerId)).toBe(true);

  const twice = "reads-two-mandats";
  const first = await aReader({ sub: twice });
  const second = await aReader({ sub: twice });
  expect(second.usagerId).toBe(first.usagerId);
  await first.answer({ reponse: "refuser" });
  expect(await isKnown(first.usagerId)).toBe(true);
  await second.answer({ reponse: "refuser" });
  expect(await isKnown(first.usagerId)).toBe(false);
});

test.each([
  "majeur",
  "sans-mesure",
  "libre",
  "lu",
])("without the declaration « %s », nothing is accepted", async (missing) => {
  const { conclusionId, answer } = await aReader();
  const refused = await answer({ ...accepting, [missing]: "" });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain("cochez les quatre phrases");
  expect((await stored(conclusionId)).step).toBe("identite-etablie");
});

test("the usager who wants a change gets the draft back to the aidant, and his identity is not kept", async () => {
  const { aidant, conclusionId, usagerId, journey, answer } = await aReader();
  await answer({ reponse: "modifier" });
  expect(await stored(conclusionId)).toMatchObject({ step: "brouillon", usager_id: null });
  expect(await isKnown(usagerId)).toBe(false);
  expect((await aidant.get(paths.conclusionDuree(journey))).body).toContain(`href="${paths.conclusionActes(journey)}"`);
  expect((await aidant.get(paths.conclusionActes(journey))).body).toMatch(/value="logement.caf-logement"[^>]*checked/);
  expect((await factTypesOf(world, `conclusion/${conclusionId}`)).at(-1)).toBe("ConclusionStopped");
});

test("03-6: the reading page is open at 30 minutes and closed a second later; the draft stays", async () => {
  const { aidant, conclusionId, journey, answer } = await aReader();
  world.clock.advance(30 * 60_000);
  await staySignedIn(world, aidant);
  expect((await aidant.get(paths.conclusionLecture(journey))).statusCode).toBe(200);
  world.clock.advance(1_000);

  const closed = await aidant.get(paths.conclusionLecture(journey));
  expect(closed.statusCode).toBe(410);
  expect(closed.body).not.toContain("DUBOIS");
  expect((await answer(accepting)).statusCode).toBe(410);
  expect((await stored(conclusionId)).step).toBe("identite-etablie");

  const again = await aidant.post(paths.conclusionIdentite(journey));
  expect((await aidant.get(String(again.headers.location))).headers.location).toBe(paths.conclusionIdentite(journey));
  expect(await stored(conclusionId)).toMatchObject({ step: "porte-choisie", usager_id: null });
  world.clock.advance(-30 * 60_000 - 1_000);
});

test("03-6: a consent older than 30 minutes expires: told once, and the draft stays", async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const { conclusionId } = await anAcceptedConclusion(world, structure, aidant);
  const journey = { structure: structure.reference, conclusionId };
  expect((await aidant.post(paths.conclusionIdentite(journey))).headers.location).toBe(paths.conclusion(journey));
  expect((await stored(conclusionId)).step).toBe("consentement-donne");
  world.clock.advance(30 * 60_000 + 1_000);
  await staySignedIn(world, aidant);

  const expired = await aidant.get(paths.conclusionRecapitulatif(journey));
  expect(expired.statusCode).toBe(410);
  expect(expired.body).toContain("L’accord a expiré");
  await aidant.post(paths.conclusionIdentite(journey));
  await aidant.post(paths.conclusionIdentite(journey));

  expect(await stored(conclusionId)).toMatchObject({ step: "porte-choisie", consented_at: null });
  const types = await factTypesOf(world, `conclusion/${conclusionId}`);
  expect(types.filter((type) => type === "ConsentExpired")).toHaveLength(1);
  world.clock.advance(-30 * 60_000 - 1_000);
});
