const parts = (date: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", ...options }).format(date);

const NBSP = "\u00a0";

/** « 15 h 04 », Paris time. */
export const parisHour = (date: Date): string =>
  parts(date, { hour: "2-digit", minute: "2-digit" }).replace(":", `${NBSP}h${NBSP}`);

/** « 24 novembre 2026 à 15 h 04 », Paris time. */
export const parisDayAndHour = (date: Date): string =>
  `${parts(date, { day: "numeric", month: "long", year: "numeric" }).replaceAll(" ", NBSP)} à ${parisHour(date)}`;
