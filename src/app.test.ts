import { expect, test } from "vitest";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

test("a page that does not exist answers 404, with a title and no trace of the software", async () => {
  const answer = await world.aStranger().get("/nulle-part");

  expect(answer.statusCode).toBe(404);
  expect(answer.body).toContain("Page introuvable");
  expect(answer.headers.server).toBeUndefined();
  expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
});

test("a request that cannot be read is a warning, not a fault: alerts stay for ourselves", async () => {
  const answer = await world.app.inject({
    method: "POST",
    url: "/connexion",
    headers: { "content-type": "application/json" },
    payload: "{}",
  });

  expect(answer.statusCode).toBe(415);
  const line = JSON.parse(world.log.at(-1) ?? "{}");
  expect(line).toMatchObject({ level: "warn", msg: "request refused", status: 415, route: "/connexion" });
});
