import type { Day } from "./fact-schema.ts";
import { addDays, frenchDay, parisDayOf, parisMidnight } from "./paris-day.ts";

/** Durations of a mandat, shortest first (chapter 03 §4). */
export const durees = ["acte-unique", "court", "mois", "semestre", "long"] as const;
export type Duree = (typeof durees)[number];

export const isDuree = (text: unknown): text is Duree => (durees as readonly unknown[]).includes(text);

/** Days added to the signing day. `acte-unique` ends before, once its acte is declared done. */
const daysOf: Readonly<Record<Duree, number>> = { "acte-unique": 31, court: 1, mois: 31, semestre: 182, long: 365 };

export const dureeTitles: Readonly<Record<Duree, string>> = {
  "acte-unique": "Le temps de cet acte",
  court: "Jusqu’à demain",
  mois: "31 jours",
  semestre: "6 mois",
  long: "1 an",
};

export type Term = {
  /** Paris day of the conclusion. */
  readonly signingDay: Day;
  /** Last day of the mandat, included. */
  readonly termDay: Day;
  /** Usable while now is before it: midnight in Paris after `termDay`. */
  readonly termInstant: Date;
};

/** The term of a mandat concluded at `concludedAt`. */
export const termOf = (duree: Duree, concludedAt: Date): Term => {
  const signingDay = parisDayOf(concludedAt);
  const termDay = addDays(signingDay, daysOf[duree]);
  return { signingDay, termDay, termInstant: parisMidnight(addDays(termDay, 1)) };
};

/** The term in words, with its place: an usager overseas reads Paris time (chapter 03 §4). */
export const termInWords = (termDay: string): string => `${frenchDay(termDay)} à minuit, heure de Paris`;
