const hourAndMinute = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  hour: "numeric",
  minute: "2-digit",
});

/** « 15 h 04 », Paris time. */
export const parisHour = (instant: Date): string => hourAndMinute.format(instant).replace(":", "\u00a0h\u00a0");
