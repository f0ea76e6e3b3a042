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
