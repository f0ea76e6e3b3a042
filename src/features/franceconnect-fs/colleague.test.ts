import { afterAll, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { aCounter, openWorldWithFranceConnect, storedConclusion } from "#testing/identification.ts";
import { factsOf } from "#testing/journal.ts";

const { world, simulator } = await openWorldWithFranceConnect(new Date("2026-03-02T12:00:00Z"));
afterAll(() => simulator.close());

test("a colleague of the same structure starts no identification in a journey that is not his", async () => {
  const { structure, journey, conclusionId } = await aCounter(world, simulator);
  const colleague = await structure.anAidant();
  const before = await factsOf(world, `conclusion/${conclusionId}`);

  const answer = await colleague.post(paths.conclusionFranceConnect(journey));

  expect(answer.statusCode).toBe(404);
  const opened = await world.db
    .selectFrom("identification")
    .select("id")
    .where("conclusion_id", "=", conclusionId)
    .execute();
  expect(opened).toEqual([]);
  expect(await factsOf(world, `conclusion/${conclusionId}`)).toEqual(before);
});

test("nor does he see, or answer, whether the same person is back", async () => {
  const first = await aCounter(world, simulator);
  await first.back(await first.identify("Camille ROUX"));
  const next = await aCounter(world, simulator);
  next.aidant.cookies.set("ac-navigateur", first.aidant.cookies.get("ac-navigateur") ?? "");
  await next.back(await next.identify("Camille ROUX"));
  const colleague = await next.structure.anAidant();

  const asked = await colleague.get(paths.conclusionMemePersonne(next.journey));
  const answered = await colleague.post(paths.conclusionMemePersonne(next.journey), { reponse: "meme-personne" });

  expect([asked.statusCode, answered.statusCode]).toEqual([303, 303]);
  expect((await storedConclusion(world, next.conclusionId)).step).toBe("porte-choisie");
  const own = await next.aidant.post(paths.conclusionMemePersonne(next.journey), { reponse: "meme-personne" });
  expect(own.headers.location).toBe(paths.conclusionLecture(next.journey));
});
