import { type Day, toDay } from "./fact-schema.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const wallClock = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

const parisParts = (instant: Date) => {
  const parts = new Map(wallClock.formatToParts(instant).map(({ type, value }) => [type, value]));
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? "";
  return { day: `${read("year")}-${read("month")}-${read("day")}`, hour: read("hour"), minute: read("minute") };
};

/** Calendar day in Europe/Paris of an instant, whatever the server's own time zone (chapter 03 §4). */
export const parisDayOf = (instant: Date): Day => toDay(parisParts(instant).day);

export const addDays = (day: Day, count: number): Day =>
  toDay(new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10));

/** 00:00 in Paris of `day`, as an instant. Clocks there change at 02:00 or 03:00: midnight exists, once. */
export const parisMidnight = (day: Day): Date => {
  const utcMidnight = Date.parse(`${day}T00:00:00Z`);
  const candidates = [2, 1].map((hours) => new Date(utcMidnight - hours * HOUR_MS));
  return candidates.find((instant) => parisDayOf(instant) === day) as Date;
};

const months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** A calendar day as people write it: « 1er mars 2028 ». */
export const frenchDay = (day: string): string => {
  const [year, month, date] = day.split("-").map(Number);
  return `${date === 1 ? "1er" : date}\u00a0${months[(month as number) - 1]}\u00a0${year}`;
};

/** An instant as people in Paris write it: « 2 mars 2026 à 13 h 05 ». */
export const frenchInstant = (instant: Date): string => {
  const { day, hour, minute } = parisParts(instant);
  return `${frenchDay(day)} à ${Number(hour)}\u00a0h\u00a0${minute}`;
};
