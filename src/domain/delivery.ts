const MINUTE = 60_000;
const FIRST_WAIT_MS = MINUTE;
const LONGEST_WAIT_MS = 60 * MINUTE;
const LAST_ATTEMPT = 12;

/** When a message that did not leave is tried again, after `attempts` failures; null when it is given up (about 8 h). */
export const nextAttemptAfter = (attempts: number, now: Date): Date | null =>
  attempts >= LAST_ATTEMPT
    ? null
    : new Date(now.getTime() + Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS));
