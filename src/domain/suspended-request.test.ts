import { describe, expect, test } from "vitest";
import { decideResumption } from "./suspended-request.ts";

const MINUTE = 60_000;
const posted = new Date("2026-03-02T12:00:00Z");
const later = (ms: number) => new Date(posted.getTime() + ms);
const form = { createdAt: posted, executedAt: null };

describe.each([
  ["the same session", later(-60 * MINUTE), 15],
  ["a session opened since", later(MINUTE), 30],
])("a form resumed in %s", (_, since, life) => {
  test.each([
    [5 * MINUTE, "send"],
    [5 * MINUTE + 1, "confirm"],
    [life * MINUTE - 1, "confirm"],
    [life * MINUTE, "expired"],
  ])("after %i ms: %s", (ms, resumption) => {
    expect(decideResumption(form, since, later(ms))).toBe(resumption);
  });
});

test("a form that was sent is never sent again", () => {
  expect(decideResumption({ ...form, executedAt: later(1) }, posted, later(2))).toBe("sent");
});
