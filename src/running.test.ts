import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { openWorld } from "#testing/world.ts";
import { run } from "./running.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

const start = async (graceMs: number) => {
  const delivered: number[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === "/slow") await wait(150);
    response.end("answered");
  });
  const running = await run({
    deps: world.deps,
    server,
    sequencerDatabase: { db: world.db, kind: "embedded" },
    deliver: async () => void delivered.push(1),
    host: "127.0.0.1",
    port: 0,
    graceMs,
  });
  return { running, delivered };
};

test("it listens, sequences the journal and sends what waits", async () => {
  const { running, delivered } = await start(0);
  expect(await (await fetch(`${running.origin}/page`)).text()).toBe("answered");
  await expect.poll(() => world.db.selectFrom("journal_pending").select("pos").execute()).toEqual([]);
  expect(delivered.length).toBeGreaterThan(0);

  await running.stop();
  await expect(fetch(`${running.origin}/page`)).rejects.toThrow();
});

test("from the first signal the health page sends the proxy away, and requests under way are finished", async () => {
  const { running } = await start(100);
  const slow = fetch(`${running.origin}/slow`);
  await wait(20);
  const stopped = running.stop();
  const health = await fetch(`${running.origin}/sante`);

  expect(health.status).toBe(503);
  expect(await (await slow).text()).toBe("answered");
  await stopped;
});
