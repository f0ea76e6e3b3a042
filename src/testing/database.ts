import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { inject } from "vitest";
import { type OpenedDatabase, openDatabase } from "#platform/open-database.ts";
import { openPool } from "#platform/postgres-database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Path of the dump of a migrated embedded database, or the name of the template database on the server. */
    template: string;
  }
}

/** A migrated database of its own for a test file: embedded, or on the server of `DATABASE_URL` when it is set. */
export const openTestDatabase = async (): Promise<OpenedDatabase> => {
  const template = inject("template");
  const server = process.env.DATABASE_URL;
  if (!server) return openDatabase({ directory: "memory:" }, new Blob([readFileSync(template)]));
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = name;
  const opened = await openDatabase({ url: url.href, directory: "memory:" });
  return {
    ...opened,
    close: async () => {
      await opened.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
};

/** Runs one statement on the server's own database. */
export const onServer = async (server: string, statement: string): Promise<void> => {
  const pool = openPool(server, 1);
  try {
    await pool.query(statement);
  } finally {
    await pool.end();
  }
};
