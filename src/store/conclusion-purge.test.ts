import { expect, test } from "vitest";
import type { ConclusionId } from "#domain/ids.ts";
import { anAcceptedConclusion, anIdentite, aPreparedConclusion, identifyUsager } from "#testing/a-mandat.ts";
import { factTypesOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";
import { DRAFT_MS, purgeConclusions } from "./conclusion-purge.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const structure = await world.aStructure();
const aidant = await structure.anAidant();
const start = world.clock.now();

const purgeAfter = (ms: number) =>
  world.db.transaction().execute((tx) => purgeConclusions(tx, world.deps, new Date(start.getTime() + ms)));
const stored = (id: ConclusionId) =>
  world.db
    .selectFrom("conclusion")
    .select(["step", "usager_id", "draft_sealed"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
const usagers = async () => (await world.db.selectFrom("usager").select("id").execute()).length;

test("03-31: a draft is gone at 30 days, and not a millisecond before", async () => {
  const id = await aPreparedConclusion(world, structure, aidant);
  await purgeAfter(DRAFT_MS - 1);
  expect((await stored(id)).step).toBe("porte-choisie");

  await purgeAfter(DRAFT_MS);

  expect(await stored(id)).toEqual({ step: "expiree", usager_id: null, draft_sealed: null });
  expect((await factTypesOf(world, `conclusion/${id}`)).at(-1)).toBe("ConclusionStopped");
});

test("03-31: an identity that nobody answered for, or whose consent was left, goes with its time; the draft stays", async () => {
  const read = await aPreparedConclusion(world, structure, aidant);
  await identifyUsager(world, structure, read, anIdentite());
  const { conclusionId: accepted } = await anAcceptedConclusion(world, structure, aidant);
  await purgeAfter(35 * 60_000);
  expect([(await stored(read)).step, (await stored(accepted)).step]).toEqual([
    "identite-etablie",
    "consentement-donne",
  ]);
  expect(await usagers()).toBe(2);

  await purgeAfter(35 * 60_000 + 1);

  for (const id of [read, accepted])
    expect(await stored(id)).toMatchObject({ step: "porte-choisie", usager_id: null, draft_sealed: expect.anything() });
  expect(await usagers()).toBe(0);
  expect((await factTypesOf(world, `conclusion/${accepted}`)).at(-1)).toBe("ConsentExpired");
});
