import type { Day } from "./fact-schema.ts";
import { toDay } from "./fact-schema.ts";
import { birthdateParts, type IdentitePivot } from "./identite.ts";

const MAJORITY = 18;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const lastDayOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const two = (value: number): string => String(value).padStart(2, "0");

/** The latest day that a birthdate may mean: an unknown day or month counts as the last one (chapter 03 §18.3). */
const latestDay = (birthdate: string): { readonly year: number; readonly month: number; readonly day: number } => {
  const { year, month, day } = birthdateParts(birthdate);
  const knownMonth = month ?? 12;
  return { year, month: knownMonth, day: day ?? lastDayOf(year, knownMonth) };
};

const majorityDay = (birthdate: string): Day => {
  const { year, month, day } = latestDay(birthdate);
  const reached = year + MAJORITY;
  if (month === 2 && day === 29 && !isLeap(reached)) return toDay(`${reached}-03-01`);
  return toDay(`${reached}-${two(month)}-${two(day)}`);
};

type Births = Pick<IdentitePivot, "birthdate" | "idpBirthdate">;

/** True when the person is 18 on that Paris day, by the later of the two birthdates known (chapter 03 §18.3). */
export const isAdultOn = ({ birthdate, idpBirthdate }: Births, day: Day): boolean =>
  [birthdate, ...(idpBirthdate ? [idpBirthdate] : [])].every((date) => majorityDay(date) <= day);
