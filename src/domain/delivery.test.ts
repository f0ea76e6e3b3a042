import { expect, test } from "vitest";
import { nextAttemptAfter } from "./delivery.ts";

const now = new Date("2026-03-02T12:00:00Z");
const minutesUntil = (attempts: number) => {
  const next = nextAttemptAfter(attempts, now);
  return next && (next.getTime() - now.getTime()) / 60_000;
};

test("a message that does not leave waits 1, 2, 4… then 60 minutes, and is given up after 12 attempts", () => {
  expect([1, 2, 3, 6, 7, 11].map(minutesUntil)).toEqual([1, 2, 4, 32, 60, 60]);
  expect(minutesUntil(12)).toBeNull();
});
