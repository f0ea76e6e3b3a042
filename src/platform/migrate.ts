import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import type { Database, Tables } from "./database.ts";

/** Names of the migrations of `folder`, in order. */
export const migrationsIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z0-9-_]+\.sql$/.test(name))
    .sort();

/** Applies what is missing, each file in one transaction; answers the names applied. Forward only (chapter 10 §7). */
export const migrate = async (db: Database, folder: string): Promise<readonly string[]> => {
  await sql`create table if not exists schema_migration (
    name text primary key, applied_at timestamptz not null default now())`.execute(db);
  const applied: string[] = [];
  for (const name of migrationsIn(folder)) {
    const done = await db.transaction().execute(async (tx) => {
      await sql`lock table schema_migration in exclusive mode`.execute(tx);
      const known = await tx.selectFrom("schema_migration").select("name").where("name", "=", name).executeTakeFirst();
      if (known) return false;
      await runStatements(tx, readFileSync(join(folder, name), "utf8"));
      await tx.insertInto("schema_migration").values({ name }).execute();
      return true;
    });
    if (done) applied.push(name);
  }
  return applied;
};

/** Migrations not yet applied: production refuses to start while one is missing (chapter 10 §5). */
export const missingMigrations = async (db: Database, folder: string): Promise<readonly string[]> => {
  const { rows } = await sql<{ born: boolean }>`select to_regclass('schema_migration') is not null as born`.execute(db);
  const known = rows[0]?.born ? await db.selectFrom("schema_migration").select("name").execute() : [];
  const names = new Set(known.map(({ name }) => name));
  return migrationsIn(folder).filter((name) => !names.has(name));
};

const runStatements = async (tx: Kysely<Tables>, script: string): Promise<void> => {
  for (const statement of splitStatements(script)) await sql.raw(statement).execute(tx);
};

/** Splits a script at the semicolons that end statements, leaving `$$ … $$` bodies and quoted text whole. */
export const splitStatements = (script: string): readonly string[] => {
  const pieces = script.match(/--[^\n]*|\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|;|[^;'$-]+|[-$]/g) ?? [];
  const statements = [""];
  for (const piece of pieces) {
    if (piece === ";") statements.push("");
    else if (!piece.startsWith("--")) statements[statements.length - 1] += piece;
  }
  return statements.map((statement) => statement.trim()).filter(Boolean);
};
