import { expect, test } from "vitest";
import { isAdultOn } from "./age.ts";
import { toDay } from "./fact-schema.ts";

test.each([
  ["born that day, 18 years ago", { birthdate: "2008-03-02" }, "2026-03-02", true],
  ["born the day after", { birthdate: "2008-03-03" }, "2026-03-02", false],
  [
    "year alone: 31 December counts, the day before",
    { birthdate: "2009-01-01", idpBirthdate: "2009-00-00" },
    "2027-12-30",
    false,
  ],
  [
    "year alone: 31 December counts, that day",
    { birthdate: "2009-01-01", idpBirthdate: "2009-00-00" },
    "2027-12-31",
    true,
  ],
  [
    "month alone: its last day counts, the day before",
    { birthdate: "2009-05-01", idpBirthdate: "2009-05-00" },
    "2027-05-30",
    false,
  ],
  [
    "month alone: its last day counts, that day",
    { birthdate: "2009-05-01", idpBirthdate: "2009-05-00" },
    "2027-05-31",
    true,
  ],
  ["February alone, of a leap year", { birthdate: "2008-02-00" }, "2026-02-28", false],
  ["29 February: not on 28 February of a common year", { birthdate: "2008-02-29" }, "2026-02-28", false],
  ["29 February: on 1 March of a common year", { birthdate: "2008-02-29" }, "2026-03-01", true],
  [
    "the later of two dates decides, provider's",
    { birthdate: "2008-03-02", idpBirthdate: "2008-04-02" },
    "2026-03-02",
    false,
  ],
  [
    "the later of two dates decides, register's",
    { birthdate: "2008-04-02", idpBirthdate: "2008-03-02" },
    "2026-03-02",
    false,
  ],
] as const)("03-21: %s", (_, births, day, adult) => {
  expect(isAdultOn(births, toDay(day))).toBe(adult);
});
