const WRONG_CODES = 5;
const FIRST_LOCK_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 24 * 60 * 60_000;
/** The closing that is told to the person. */
const NOTICED_LOCK = 3;

/** Wrong second factors of a person, all kinds together (chapter 02 §7). */
export type SecondFactorLock = {
  readonly wrongCodes: number;
  readonly lockLevel: number;
  readonly lockedUntil: Date | null;
};

export const unlocked: SecondFactorLock = { wrongCodes: 0, lockLevel: 0, lockedUntil: null };

export const isLocked = ({ lockedUntil }: Pick<SecondFactorLock, "lockedUntil">, now: Date): boolean =>
  lockedUntil !== null && now.getTime() < lockedUntil.getTime();

/** After one more wrong code: the fifth closes for 15 minutes, then 30, 60… up to 24 hours. */
export const countWrongCode = ({ wrongCodes, lockLevel }: SecondFactorLock, now: Date): SecondFactorLock => {
  if (wrongCodes + 1 < WRONG_CODES) return { wrongCodes: wrongCodes + 1, lockLevel, lockedUntil: null };
  const length = Math.min(FIRST_LOCK_MS * 2 ** lockLevel, LONGEST_LOCK_MS);
  return { wrongCodes: 0, lockLevel: lockLevel + 1, lockedUntil: new Date(now.getTime() + length) };
};

/** True for the closing of which the person is warned by mail. */
export const isNoticed = ({ lockLevel, lockedUntil }: SecondFactorLock): boolean =>
  lockedUntil !== null && lockLevel === NOTICED_LOCK;
