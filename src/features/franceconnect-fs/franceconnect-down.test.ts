import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { aWaitingConclusion, refusalsOf, storedConclusion } from "#testing/identification.ts";
import { testSettings } from "#testing/test-settings.ts";
import { openWorld, type World } from "#testing/world.ts";

const start = new Date("2026-03-02T12:00:00Z");
const silent = createServer(() => undefined);
await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
afterAll(() => silent.close().closeAllConnections());
const silentOrigin = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;

const pressButton = async (world: World) => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const conclusionId = await aWaitingConclusion(world, structure, aidant);
  const journey = { structure: structure.reference, conclusionId };
  const began = performance.now();
  const answer = await aidant.post(paths.conclusionFranceConnect(journey));
  return { answer, seconds: (performance.now() - began) / 1000, conclusionId, journey };
};

test.each([
  ["refuses connections", "http://127.0.0.1:9"],
  ["never answers", silentOrigin],
])("a FranceConnect that %s: the service starts, the page says so in time, the draft is kept", async (_, origin) => {
  const world = await openWorld(start, testSettings(undefined, origin));
  const { answer, seconds, conclusionId, journey } = await pressButton(world);

  expect(seconds).toBeLessThan(6.5);
  expect(answer.statusCode).toBe(503);
  expect(answer.body).toContain("FranceConnect est momentanément indisponible");
  expect(answer.body).toContain(paths.conclusion(journey));
  expect((await storedConclusion(world, conclusionId)).step).toBe("porte-choisie");
  expect(await refusalsOf(world, conclusionId)).toEqual(["temporarily-unavailable"]);
});

test("another structure's journey does not exist for this aidant, and nothing is opened", async () => {
  const world = await openWorld(start);
  const [ours, theirs] = [await world.aStructure(), await world.aStructure()];
  const [aidant, stranger] = [await ours.anAidant(), await theirs.anAidant()];
  const conclusionId = await aWaitingConclusion(world, ours, aidant);
  const opened = () => world.db.selectFrom("identification").select("id").execute();
  const foreign = { structure: theirs.reference, conclusionId };

  expect((await stranger.post(paths.conclusionFranceConnect(foreign))).statusCode).toBe(404);
  expect((await stranger.get(paths.conclusionMemePersonne(foreign))).headers.location).toBe(paths.conclusion(foreign));
  expect((await stranger.post(paths.conclusionMemePersonne(foreign), { reponse: "meme-personne" })).statusCode).toBe(
    303,
  );
  const abroad = { structure: ours.reference, conclusionId };
  expect((await stranger.post(paths.conclusionFranceConnect(abroad))).statusCode).toBe(404);
  expect(await opened()).toEqual([]);
  expect((await storedConclusion(world, conclusionId)).step).toBe("porte-choisie");
});

test("an aidant not yet habilité starts no identification", async () => {
  const world = await openWorld(start);
  const structure = await world.aStructure();
  const aidant = await structure.anAidant({ pixLe: null });
  const conclusionId = await aWaitingConclusion(world, structure, aidant);
  const journey = { structure: structure.reference, conclusionId };

  expect((await aidant.post(paths.conclusionFranceConnect(journey))).statusCode).toBe(403);
  expect(await world.db.selectFrom("identification").select("id").execute()).toEqual([]);
});

test("who is not signed in is asked to sign in, and finds nothing started", async () => {
  const world = await openWorld(start);
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const conclusionId = await aWaitingConclusion(world, structure, aidant);
  const stranger = world.aStranger();
  await stranger.get("/");
  const journey = { structure: structure.reference, conclusionId };

  expect((await stranger.post(paths.conclusionFranceConnect(journey))).headers.location).toBe(paths.signIn({}));
  expect(await world.db.selectFrom("identification").select("id").execute()).toEqual([]);
});
