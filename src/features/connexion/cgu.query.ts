import type { CompteId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";

export type CguInForce = {
  readonly number: string;
  readonly text: string;
  readonly textHash: Buffer;
  readonly summary: string | null;
  readonly inForceAt: Date;
  /** Null while this person has not accepted them. */
  readonly acceptedAt: Date | null;
};

/** The last major version in force at `now`, and when this person accepted it; null before the first one. */
export const findCguInForce = async (db: Database, compteId: CompteId, now: Date): Promise<CguInForce | null> => {
  const row = await db
    .selectFrom("cgu_version")
    .leftJoin("cgu_acceptance", (join) =>
      join.onRef("cgu_acceptance.version", "=", "cgu_version.number").on("cgu_acceptance.compte_id", "=", compteId),
    )
    .select([
      "number",
      "text",
      "summary",
      "text_hash as textHash",
      "in_force_at as inForceAt",
      "accepted_at as acceptedAt",
    ])
    .where("kind", "=", "majeure")
    .where("in_force_at", "<=", now)
    .orderBy("in_force_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
};
