import { type Dialect, PostgresDialect } from "kysely";
import pg from "pg";

const INT8 = 20;
const DATE = 1082;

const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") => {
    if (oid === INT8) return Number;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as "text");
  },
};

/**
 * A pool on a PostgreSQL server; at most 20 connections an instance (chapter 10 §3.2). A connection that the server
 * ends is left out of the pool; whoever was using it gets the error of his query, and nobody else ends.
 */
export const openPool = (url: string, max = 20): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max, types, application_name: "aidants-connect" });
  pool.on("error", leaveToTheQuery);
  pool.on("connect", (client) => client.on("error", leaveToTheQuery));
  return pool;
};

const leaveToTheQuery = (): void => undefined;

export const poolDialect = (pool: pg.Pool): Dialect => new PostgresDialect({ pool });
