import { expect, test } from "vitest";
import { awaitsSecondFactor, isCodeLive, isLinkLive, triesLeftToTell } from "./login-link.ts";

const asked = new Date("2026-03-02T12:00:00Z");
const later = (ms: number) => new Date(asked.getTime() + ms);
const link = { createdAt: asked, consumedAt: null, cancelledAt: null, enteredAt: null, codeTries: 0 };

test("02-11 a link lives until 14 min 59 s 999, its code until 9 min 59 s 999 and five tries", () => {
  expect([899_999, 900_000].map((ms) => isLinkLive(link, later(ms)))).toEqual([true, false]);
  expect([599_999, 600_000].map((ms) => isCodeLive(link, later(ms)))).toEqual([true, false]);
  expect(isCodeLive({ ...link, codeTries: 5 }, later(1))).toBe(false);
  expect(isLinkLive({ ...link, consumedAt: later(1) }, later(2))).toBe(false);
  expect(isLinkLive({ ...link, cancelledAt: later(1) }, later(2))).toBe(false);
});

test("the second factor is awaited 15 minutes from the use of the link, once", () => {
  const used = { ...link, consumedAt: asked };
  expect([899_999, 900_000].map((ms) => awaitsSecondFactor(used, later(ms)))).toEqual([true, false]);
  expect(awaitsSecondFactor({ ...used, enteredAt: later(1) }, later(2))).toBe(false);
  expect(awaitsSecondFactor(link, later(1))).toBe(false);
});

test("tries left are told from the third wrong code", () => {
  expect([1, 2, 3, 4, 5].map(triesLeftToTell)).toEqual([null, null, 2, 1, 0]);
});
