import type { Database } from "#platform/database.ts";

/** Whether a compte has a second factor to be asked for: recovery codes alone are none (chapter 02 §2.3). */
export const hasSecondFactor = async (db: Database, compteId: string): Promise<boolean> => {
  const row = await db
    .selectFrom("facteur")
    .select("id")
    .where("compte_id", "=", compteId)
    .where("kind", "<>", "codes-de-secours")
    .where("confirmed_at", "is not", null)
    .where("revoked_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};
