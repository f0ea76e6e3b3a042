import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toDay } from "./fact-schema.ts";
import { addDays, frenchDay, frenchInstant, parisDayOf, parisMidnight } from "./paris-day.ts";

const anyDay = fc
  .date({ min: new Date("2020-01-01T12:00:00Z"), max: new Date("2060-01-01T12:00:00Z"), noInvalidDate: true })
  .map((date) => toDay(date.toISOString().slice(0, 10)));

test("03-4: the day of an instant is the one of Paris, and changes at midnight there", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const midnight = parisMidnight(day);
      expect(parisDayOf(midnight)).toBe(day);
      expect(parisDayOf(new Date(midnight.getTime() - 1))).toBe(addDays(day, -1));
    }),
  );
});

test.each([
  ["the day of 23 hours", "2027-03-28", 23],
  ["the day of 25 hours", "2027-10-31", 25],
  ["any other day", "2027-06-15", 24],
])("%s lasts as long as it does in Paris", (_, day, hours) => {
  const length = +parisMidnight(addDays(toDay(day), 1)) - +parisMidnight(toDay(day));
  expect(length / 3_600_000).toBe(hours);
});

test.each(["Pacific/Kiritimati", "America/Cayenne", "UTC"])("03-4: a server in %s counts the same days", (TZ) => {
  const script = `import { parisMidnight, parisDayOf } from "./src/domain/paris-day.ts";
    console.log(parisMidnight("2028-03-01").toISOString(), parisDayOf(new Date("2027-12-31T23:30:00Z")));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { env: { ...process.env, TZ } });
  expect(output.toString().trim()).toBe("2028-02-29T23:00:00.000Z 2028-01-01");
});

test("days and instants are written as people write them", () => {
  expect(frenchDay("2028-03-01")).toBe("1er\u00a0mars\u00a02028");
  expect(frenchInstant(new Date("2026-03-02T12:05:00Z"))).toBe("2\u00a0mars\u00a02026 à 13\u00a0h\u00a005");
});
