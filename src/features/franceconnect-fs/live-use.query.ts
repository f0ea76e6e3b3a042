import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { browserHash } from "#store/passage-store.ts";

/**
 * True while a request of FranceConnect, past the page that warns of loops, waits in this browser (chapter 01 L4:
 * `exchange-pending`). Once confirmed, it no longer needs this browser.
 */
export const hasLiveUse = async (
  db: Database | Tx,
  keys: Keys,
  { browserId, now }: { readonly browserId: string; readonly now: Date },
): Promise<boolean> => {
  const live = await db
    .selectFrom("connexion")
    .select("id")
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("confirmed_at", "is", null)
    .where("closed_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return live !== undefined;
};
