import { sql } from "kysely";
import type { Database } from "#platform/database.ts";

/** Age of the oldest fact not yet in the log, in milliseconds, 0 when there is none; null while no log was born. */
export const journalDelay = async (db: Database): Promise<number | null> => {
  const { rows } = await sql<{ born: boolean; delay: number | null }>`
    select exists (select from journal_head) as born,
      (select extract(epoch from clock_timestamp() - received_at) * 1000 from journal_fact
        where fact_id = (select fact_id from journal_pending order by pos limit 1))::float8 as delay`.execute(db);
  const [row] = rows;
  return row?.born ? Math.max(0, row.delay ?? 0) : null;
};
