import { expect, test } from "vitest";
import { createApp } from "#app.ts";
import type { Deps } from "#deps.ts";
import { createKeys } from "#platform/keys.ts";
import { openTestDatabase } from "#testing/database.ts";
import { openWorld } from "#testing/world.ts";
import { readHealth } from "./health.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

test("the service says that it is well, part by part, without naming a host", async () => {
  const answer = await world.app.inject({ method: "GET", url: "/sante" });

  expect(answer.statusCode).toBe(200);
  expect(answer.headers["cache-control"]).toBe("no-store");
  expect(answer.json()).toEqual({
    status: "ok",
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    composants: { base: "ok", journal: "ok", cles: "ok", horloge: "ok", franceconnect: "absent" },
  });
});

test("a FranceConnect that does not answer is reported, and makes nothing fail", async () => {
  const health = await readHealth({ ...world.deps, franceConnect: { ...world.franceConnect, isKnown: () => true } });

  expect(health).toMatchObject({ status: "ok", composants: { franceconnect: "ok" } });
});

test("a database that is gone answers 503 and says which part failed", async () => {
  const opened = await openTestDatabase();
  const deps: Deps = { ...world.deps, db: opened.db };
  const app = createApp(deps);
  await opened.close();
  const answer = await app.inject({ method: "GET", url: "/sante" });

  expect(answer.statusCode).toBe(503);
  expect(answer.json()).toMatchObject({ status: "en-panne", composants: { base: "en-panne", journal: "en-panne" } });
  expect((await app.inject({ method: "GET", url: "/sante/vivant" })).statusCode).toBe(200);
  await app.close();
});

test("a journal never opened, or keys that open nothing, answer 503", async () => {
  const unborn = await openTestDatabase();
  const { keys } = world;
  const broken = { ...createKeys(world.settings.rootKeys), openForService: () => Buffer.from("other") };

  expect(await readHealth({ ...world.deps, db: unborn.db })).toMatchObject({ composants: { journal: "en-panne" } });
  expect(await readHealth({ ...world.deps, keys: broken })).toMatchObject({ composants: { cles: "en-panne" } });
  expect(await readHealth({ ...world.deps, keys, clock: { now: () => new Date(0) } })).toMatchObject({
    status: "en-panne",
    composants: { horloge: "en-panne" },
  });
  await unborn.close();
});
