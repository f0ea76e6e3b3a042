import { sql } from "kysely";
import type { Tx } from "#platform/database.ts";

/** Whose form it is and what it creates: the same key elsewhere is another key. */
export type IdempotencyKey = { readonly scope: string; readonly key: string };

/** The key that a page gave to its form, 128 bits in hexadecimal; null when the form has none or a malformed one. */
export const readIdempotencyKey = (sent: unknown): string | null =>
  typeof sent === "string" && /^[0-9a-f]{32}$/.test(sent) ? sent : null;

/**
 * Does `create` once per key: the second time, even at the same moment, answers what the first one created and
 * changes nothing (chapter 02 §10). The outcome is kept as JSON, 24 hours: identifiers only.
 */
export const rememberOutcome = async <T>(
  tx: Tx,
  { scope, key }: IdempotencyKey,
  now: Date,
  create: () => Promise<T>,
): Promise<{ readonly outcome: T; readonly isRepeat: boolean }> => {
  const bytes = Buffer.from(key, "hex");
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("idempotence")
    .values({ key: bytes, scope, outcome: sql`'null'::jsonb`, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) {
    const outcome = await create();
    await tx
      .updateTable("idempotence")
      .set({ outcome: JSON.stringify(outcome) })
      .where("scope", "=", scope)
      .where("key", "=", bytes)
      .execute();
    return { outcome, isRepeat: false };
  }
  const known = await tx
    .selectFrom("idempotence")
    .select("outcome")
    .where("scope", "=", scope)
    .where("key", "=", bytes)
    .executeTakeFirstOrThrow();
  return { outcome: known.outcome as T, isRepeat: true };
};

/** Forgets keys older than `before`: 24 hours ago. */
export const purgeIdempotence = async (tx: Tx, before: Date): Promise<void> => {
  await tx.deleteFrom("idempotence").where("created_at", "<", before).execute();
};
