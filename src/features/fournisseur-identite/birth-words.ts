import { birthdateParts } from "#domain/identite.ts";
import { frenchDay } from "#domain/paris-day.ts";

/** « né(e) le 24 août 1962 », and only what is known of a partial date: « né(e) en 1955 » (chapter 01 §4.1). */
export const birthWords = (birthdate: string): string => {
  const { year, month, day } = birthdateParts(birthdate);
  if (month === null) return `né(e) en\u00a0${year}`;
  if (day !== null) return `né(e) le ${frenchDay(birthdate)}`;
  const [, monthWord] = frenchDay(`${birthdate.slice(0, 8)}01`).split("\u00a0");
  return `né(e) en ${monthWord}\u00a0${year}`;
};
