export const TOTP_PERIOD_MS = 30_000;

/** The step of RFC 6238 §4.2 to which an instant belongs. */
export const totpStepAt = (now: Date): number => Math.floor(now.getTime() / TOTP_PERIOD_MS);

/** A step serves once, and never after a later one (RFC 6238 §5.2, chapter 02 §7). */
export const isStepFresh = (step: number, lastStep: number | null): boolean => lastStep === null || step > lastStep;
