import { sql } from "kysely";
import type { Tx } from "#platform/database.ts";

/** At most `count` events within any `ms` (chapter 02 §15). */
export type RateWindow = { readonly count: number; readonly ms: number };
export type RateLimit = {
  readonly surface: string;
  /** Keyed hash of whom or what is counted: never an address in clear. */
  readonly subject: Buffer;
  readonly windows: readonly RateWindow[];
};

/** How long to wait, in milliseconds, when the limit is reached; null when the event was counted and may go on. */
export const takeRate = async (tx: Tx, { surface, subject, windows }: RateLimit, now: Date): Promise<number | null> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${surface}/${subject.toString("hex")}`}, 0))`.execute(tx);
  const longest = Math.max(...windows.map(({ ms }) => ms));
  const events = await tx
    .selectFrom("rate_event")
    .select("at")
    .where("surface", "=", surface)
    .where("subject", "=", subject)
    .where("at", ">", new Date(now.getTime() - longest))
    .orderBy("at", "desc")
    .limit(Math.max(...windows.map(({ count }) => count)))
    .execute();
  const waits = windows.map(({ count, ms }) => {
    const oldest = events[count - 1]?.at;
    return oldest ? oldest.getTime() + ms - now.getTime() : 0;
  });
  const wait = Math.max(0, ...waits);
  if (wait > 0) return wait;
  await tx.insertInto("rate_event").values({ surface, subject, at: now }).execute();
  return null;
};

/** Forgets events older than `before`: no window is longer than a day. */
export const purgeRateEvents = async (tx: Tx, before: Date): Promise<void> => {
  await tx.deleteFrom("rate_event").where("at", "<", before).execute();
};
