import { afterAll, beforeEach, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openIdentite, usagerColumns } from "#store/usager-store.ts";
import { aCounter, openWorldWithFranceConnect } from "#testing/identification.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";

const { world, simulator } = await openWorldWithFranceConnect(new Date("2026-03-02T12:00:00Z"));
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const conclusionRow = (id: string) =>
  world.db.selectFrom("conclusion").select(["step", "usager_id"]).where("id", "=", id).executeTakeFirstOrThrow();

const identiteOf = async (usagerId: string | null) => {
  const row = await world.db
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .where("usager.id", "=", usagerId ?? "")
    .executeTakeFirstOrThrow();
  return openIdentite(world.keys, row);
};

test("A1 a mandat in presence: the identity is stored, FranceConnect's session closed, the journey goes on", async () => {
  const counter = await aCounter(world, simulator);
  const callback = await counter.back(await counter.identify("Angela DUBOIS"));
  expect(callback.statusCode).toBe(303);

  const resumed = await counter.signOut(callback);
  expect(resumed.headers.location).toBe(paths.conclusionLecture(counter.journey));
  const { step, usager_id } = await conclusionRow(counter.conclusionId);
  expect(step).toBe("identite-etablie");
  expect(await identiteOf(usager_id)).toMatchObject({ familyName: "DUBOIS", birthdate: "1962-08-24" });
  expect(await factsOf(world, `usager/${usager_id}` as never)).toMatchObject([
    { type: "UsagerIdentified", body: { usager: usager_id, conclusion: counter.conclusionId, level: 3 } },
  ]);
  expect(await factTypesOf(world, `conclusion/${counter.conclusionId}`)).toEqual(["ConclusionOpened"]);
});
