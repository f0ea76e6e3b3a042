import { sql } from "kysely";
import type { Database } from "#platform/database.ts";

/** Rows that a refused visit may leave: who asked what and when, and what waits for the visitor. None is an act. */
const technical = ["rate_event", "destination", "requete_suspendue", "schema_migration"];

const tablesOf = async (db: Database): Promise<readonly string[]> => {
  const { rows } = await sql<{ readonly relname: string }>`
    select relname from pg_class
    where relnamespace = current_schema::regnamespace and relkind in ('r', 'p') and not relispartition
    order by relname`.execute(db);
  return rows.map(({ relname }) => relname).filter((name) => !technical.includes(name));
};

/**
 * Reads the whole database into one line a table: how many rows, and a hash of what they say. Every table is in it from
 * the day it exists; two readings are equal when nothing happened in between.
 */
export const databaseState = async (db: Database): Promise<() => Promise<Readonly<Record<string, string>>>> => {
  const tables = await tablesOf(db);
  const parts = tables.map(
    (table) => sql`
      select ${sql.lit(table)} as name, count(*) || ' ' || md5(coalesce(string_agg(line, '|' order by line), '')) as state
      from (select (to_jsonb(r) - 'last_activity_at')::text as line from ${sql.table(table)} r) lines`,
  );
  const query = sql<{ readonly name: string; readonly state: string }>`${sql.join(parts, sql` union all `)}`;
  return async () => Object.fromEntries((await query.execute(db)).rows.map(({ name, state }) => [name, state]));
};
