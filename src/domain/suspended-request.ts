const MINUTE = 60_000;

/** Figures of chapter 02 §17. */
const LIFE_MS = 15 * MINUTE;
const LIFE_AFTER_LOGIN_MS = 30 * MINUTE;
const CONFIRM_AFTER_MS = 5 * MINUTE;
export const SUSPENDED_PER_COMPTE = 3;
/** Longest life of one, in seconds: that of its cookie. */
export const SUSPENDED_COOKIE_S = LIFE_AFTER_LOGIN_MS / 1000;

/** A form put aside while its sender proves herself again (chapter 02 §10). */
export type SuspendedRequest = { readonly createdAt: Date; readonly executedAt: Date | null };

export type Resumption = "send" | "confirm" | "expired" | "sent";

/**
 * What becomes of a form once its sender is back: sent at once within 5 minutes, after a confirmation until 15 — 30
 * when she had to sign in from the beginning since it was put aside — then never.
 */
export const decideResumption = (
  { createdAt, executedAt }: SuspendedRequest,
  sessionSince: Date,
  now: Date,
): Resumption => {
  if (executedAt) return "sent";
  const age = now.getTime() - createdAt.getTime();
  const life = sessionSince.getTime() >= createdAt.getTime() ? LIFE_AFTER_LOGIN_MS : LIFE_MS;
  if (age >= life) return "expired";
  return age > CONFIRM_AFTER_MS ? "confirm" : "send";
};
