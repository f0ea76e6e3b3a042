import { describe, expect, test } from "vitest";
import { lapseOf, sessionStateOf } from "./session.ts";

const MINUTE = 60_000;
const opened = new Date("2026-03-02T08:00:00Z");
const later = (ms: number) => new Date(opened.getTime() + ms);

describe("02-28 a session without activity", () => {
  test.each([
    [30 * MINUTE - 1, "open", null],
    [30 * MINUTE, "locked", null],
    [150 * MINUTE - 1, "locked", null],
    [150 * MINUTE, "ended", "idle"],
  ])("after %i ms is %s", (ms, state, lapse) => {
    const times = { createdAt: opened, lastActivityAt: opened, endedAt: null };
    expect(sessionStateOf(times, later(ms))).toBe(state);
    expect(lapseOf(times, later(ms))).toBe(lapse);
  });
});

test("a busy session ends 12 hours after it opened, and one that was closed is over at once", () => {
  const busy = { createdAt: opened, lastActivityAt: later(719 * MINUTE), endedAt: null };
  expect(sessionStateOf(busy, later(720 * MINUTE - 1))).toBe("open");
  expect(sessionStateOf(busy, later(720 * MINUTE))).toBe("ended");
  expect(lapseOf(busy, later(720 * MINUTE))).toBe("absolute");
  const closed = { ...busy, endedAt: later(1) };
  expect([sessionStateOf(closed, later(2)), lapseOf(closed, later(2))]).toEqual(["ended", null]);
});
