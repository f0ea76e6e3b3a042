import { sql } from "kysely";
import type { Database } from "#platform/database.ts";

/**
 * Makes the partitions of this month and the next three, and of the next leaves; answers how many were missing. The
 * month is the database's: facts are filed by its clock, not by ours (F5).
 */
export const ensureJournalPartitions = async (db: Database): Promise<number> => {
  const { rows } = await sql<{ made: number }>`
    select journal_ensure_partitions(clock_timestamp(), coalesce((select size from journal_head), 0)) as made`.execute(
    db,
  );
  return rows[0]?.made ?? 0;
};
