import { Kysely } from "kysely";
import type { Database, Tables } from "./database.ts";
import { embeddedDialect, openEmbedded } from "./embedded-database.ts";
import { openPool, poolDialect } from "./postgres-database.ts";

export type OpenedDatabase = {
  readonly db: Database;
  readonly kind: "postgresql" | "embedded";
  readonly close: () => Promise<void>;
};

/** Opens the PostgreSQL at `url`, or without one the embedded database in `directory` (`memory:` for a throwaway). */
export const openDatabase = async (
  { url, directory }: { readonly url?: string | undefined; readonly directory: string },
  template?: Blob,
): Promise<OpenedDatabase> => {
  if (url) {
    const pool = openPool(url);
    const db = new Kysely<Tables>({ dialect: poolDialect(pool) });
    return { db, kind: "postgresql", close: () => db.destroy() };
  }
  const pglite = await openEmbedded(directory, template);
  const db = new Kysely<Tables>({ dialect: embeddedDialect(pglite) });
  return {
    db,
    kind: "embedded",
    close: async () => {
      await db.destroy();
      if (!pglite.closed) await pglite.close();
    },
  };
};
