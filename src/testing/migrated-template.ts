import { randomUUID } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely } from "kysely";
import type { TestProject } from "vitest/node";
import { embeddedDialect, openEmbedded } from "#platform/embedded-database.ts";
import { migrate } from "#platform/migrate.ts";
import { openDatabase } from "#platform/open-database.ts";
import { onServer } from "./database.ts";

const migrations = join(import.meta.dirname, "../../migrations");

/** Migrates once for the whole run; each test file starts from the copy. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = process.env.DATABASE_URL;
  return server ? templateOnServer(project, server) : templateInFile(project);
};

const templateInFile = async (project: TestProject) => {
  const pglite = await openEmbedded("memory:");
  const db = new Kysely<never>({ dialect: embeddedDialect(pglite) });
  await migrate(db as never, migrations);
  const dump = await pglite.dumpDataDir("none");
  const file = join(tmpdir(), `aidants-connect-${randomUUID()}.tar`);
  writeFileSync(file, Buffer.from(await dump.arrayBuffer()));
  await db.destroy();
  project.provide("template", file);
  return async () => rmSync(file, { force: true });
};

const templateOnServer = async (project: TestProject, server: string) => {
  const name = `template_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const opened = await openDatabase({ url: url.href, directory: "memory:" });
  await migrate(opened.db, migrations);
  await opened.close();
  project.provide("template", name);
  return async () => onServer(server, `drop database ${name}`);
};
