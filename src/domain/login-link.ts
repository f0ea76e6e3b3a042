const MINUTE = 60_000;

/** Figures of chapter 02 §17. */
export const LINK_LIFE_MS = 15 * MINUTE;
export const CODE_LIFE_MS = 10 * MINUTE;
export const CODE_TRIES = 5;
export const LIVE_LINKS = 3;
export const ASK_AGAIN_AFTER_MS = MINUTE;
/** Between the link and the second factor, a person has as long as a link lives. */
export const SECOND_FACTOR_WITHIN_MS = LINK_LIFE_MS;

export type LoginLink = {
  readonly createdAt: Date;
  readonly consumedAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly enteredAt: Date | null;
  readonly codeTries: number;
};

const age = (from: Date, now: Date): number => now.getTime() - from.getTime();

/** True until 14 min 59 s 999 after it was asked, if nobody used or replaced it. */
export const isLinkLive = ({ createdAt, consumedAt, cancelledAt }: LoginLink, now: Date): boolean =>
  !consumedAt && !cancelledAt && age(createdAt, now) < LINK_LIFE_MS;

/** True while the code of the mail may still be typed. */
export const isCodeLive = (link: LoginLink, now: Date): boolean =>
  isLinkLive(link, now) && age(link.createdAt, now) < CODE_LIFE_MS && link.codeTries < CODE_TRIES;

/** True when the mail was proved and the second factor is still to come. */
export const awaitsSecondFactor = ({ consumedAt, enteredAt }: LoginLink, now: Date): boolean =>
  consumedAt !== null && enteredAt === null && age(consumedAt, now) < SECOND_FACTOR_WITHIN_MS;

/** How many tries are left after `codeTries`, told from the third wrong one. */
export const triesLeftToTell = (codeTries: number): number | null => (codeTries >= 3 ? CODE_TRIES - codeTries : null);

/** The instant from which another message may be asked for. */
export const askAgainAt = ({ createdAt }: Pick<LoginLink, "createdAt">): Date =>
  new Date(createdAt.getTime() + ASK_AGAIN_AFTER_MS);
