import { Kysely } from "kysely";
import type { Tables } from "#platform/database.ts";
import type { OpenedDatabase } from "#platform/open-database.ts";
import { openPool, poolDialect } from "#platform/postgres-database.ts";

/**
 * The sequencer's own connection to the PostgreSQL at `url`, direct and not through a pooler: the lock of its office
 * lives there. A connection that dies between two statements is told to the next one, and never ends the process.
 */
export const openSequencerDatabase = (url: string): OpenedDatabase => {
  const pool = openPool(url, 1);
  pool.on("error", leaveItToTheNextStatement);
  pool.on("connect", (client) => client.on("error", leaveItToTheNextStatement));
  const db = new Kysely<Tables>({ dialect: poolDialect(pool) });
  return { db, kind: "postgresql", close: () => db.destroy() };
};

const leaveItToTheNextStatement = (): void => undefined;
