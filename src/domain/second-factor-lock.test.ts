import { expect, test } from "vitest";
import { countWrongCode, isLocked, isNoticed, unlocked } from "./second-factor-lock.ts";

const now = new Date("2026-03-02T12:00:00Z");

test("02-22 every fifth wrong code closes for 15 minutes, then twice as long, up to 24 hours", () => {
  const minutes: number[] = [];
  const noticed: boolean[] = [];
  let lock = unlocked;
  for (let wrong = 1; wrong <= 45; wrong++) {
    lock = countWrongCode(lock, now);
    if (!lock.lockedUntil) continue;
    minutes.push((lock.lockedUntil.getTime() - now.getTime()) / 60_000);
    noticed.push(isNoticed(lock));
  }
  expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
  expect(noticed.indexOf(true)).toBe(2);
  expect(noticed.filter(Boolean)).toHaveLength(1);
});

test("a factor opens again at the very instant told", () => {
  const lock = { lockedUntil: now };
  expect([isLocked(lock, new Date(now.getTime() - 1)), isLocked(lock, now)]).toEqual([true, false]);
});
