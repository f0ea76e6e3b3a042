import { expect, test } from "vitest";
import { termInWords, termOf } from "./duree.ts";

test.each([
  ["2028-02-28T10:00:00Z", "court", "2028-02-28", "2028-02-29", "2028-02-29T23:00:00.000Z"],
  ["2028-02-29T10:00:00Z", "long", "2028-02-29", "2029-02-28", "2029-02-28T23:00:00.000Z"],
  ["2027-03-01T10:00:00Z", "long", "2027-03-01", "2028-02-29", "2028-02-29T23:00:00.000Z"],
  ["2027-10-30T10:00:00Z", "court", "2027-10-30", "2027-10-31", "2027-10-31T23:00:00.000Z"],
  ["2027-12-31T23:30:00Z", "mois", "2028-01-01", "2028-02-01", "2028-02-01T23:00:00.000Z"],
  ["2027-01-15T10:00:00Z", "semestre", "2027-01-15", "2027-07-16", "2027-07-16T22:00:00.000Z"],
] as const)("03-4: concluded at %s for %s, signed on %s, last day %s, over at %s", (at, duree, signed, last, over) => {
  const { signingDay, termDay, termInstant } = termOf(duree, new Date(at));
  expect([signingDay, termDay, termInstant.toISOString()]).toEqual([signed, last, over]);
});

test("03-5: accepted one day and concluded the next, it is signed on the day of the conclusion", () => {
  expect(termOf("court", new Date("2026-03-02T22:59:50Z")).signingDay).toBe("2026-03-02");
  expect(termOf("court", new Date("2026-03-02T23:00:10Z")).signingDay).toBe("2026-03-03");
});

test("03-4: the term names the time of Paris", () => {
  expect(termInWords("2028-02-29")).toBe("29\u00a0février\u00a02028 à minuit, heure de Paris");
});
