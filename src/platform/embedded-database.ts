import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PGlite, types } from "@electric-sql/pglite";
import type { CompiledQuery, DatabaseConnection, Dialect, QueryResult } from "kysely";
import { PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";

const parsers = {
  [types.INT8]: Number,
  [types.DATE]: (text: string) => text,
  [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), "hex"),
  1001: (text: string) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(fromQuotedHex)),
};

const fromQuotedHex = (element: string): Buffer => Buffer.from(element.replaceAll('"', "").slice(3), "hex");

/**
 * Opens the embedded PostgreSQL. `directory` is a folder, or `memory:` for a throwaway; `template` is a dump to start
 * from. A second process on the same folder is refused: the embedded database has no lock of its own.
 */
export const openEmbedded = async (directory: string, template?: Blob): Promise<PGlite> => {
  const load = template ? { loadDataDir: template } : {};
  if (directory === "memory:") return PGlite.create({ parsers, ...load });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = takeLock(directory);
  const pglite = await PGlite.create({ dataDir: join(directory, "pg"), parsers, ...load });
  const close = pglite.close.bind(pglite);
  pglite.close = async () => {
    await close();
    lock.close();
  };
  return pglite;
};

const takeLock = (directory: string): DatabaseSync => {
  const lock = new DatabaseSync(join(directory, "lock.sqlite"));
  try {
    lock.exec("pragma locking_mode = exclusive; begin exclusive; create table if not exists held (x); commit");
    lock.exec("begin exclusive");
    return lock;
  } catch (cause) {
    lock.close();
    throw new Error(`Another process holds the embedded database in ${directory}: stop it first.`, { cause });
  }
};

/**
 * Kysely over one PGlite connection, handed to one flow at a time: the stock dialect lets a query of another request
 * slip into the transaction under way. Never use the outer database inside a transaction: it waits for itself.
 */
export const embeddedDialect = (pglite: PGlite): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createDriver: () => createDriver(pglite),
});

const createDriver = (pglite: PGlite) => {
  const connection = createConnection(pglite);
  let tail: Promise<void> = Promise.resolve();
  let release: () => void = () => {};
  const run = (statement: string) => async () => {
    await pglite.query(statement);
  };
  return {
    init: async () => pglite.waitReady,
    acquireConnection: async () => {
      const before = tail;
      const turn = Promise.withResolvers<void>();
      tail = turn.promise;
      await before;
      release = turn.resolve;
      return connection;
    },
    releaseConnection: async () => release(),
    beginTransaction: run("begin"),
    commitTransaction: run("commit"),
    rollbackTransaction: run("rollback"),
    destroy: async () => {
      if (!pglite.closed) await pglite.close();
    },
  };
};

const createConnection = (pglite: PGlite): DatabaseConnection => ({
  executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
    const { rows, affectedRows } = await pglite.query<R>(sql, [...parameters]);
    return affectedRows === undefined ? { rows } : { rows, numAffectedRows: BigInt(affectedRows) };
  },
  // biome-ignore lint/correctness/useYield: PGlite has no cursor; a query that asks for one is a fault.
  streamQuery: async function* () {
    throw new Error("The embedded database does not stream.");
  },
});
