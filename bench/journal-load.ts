import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Fact, Stream } from "#domain/fact.ts";
import { toInstant } from "#domain/fact-schema.ts";
import type { Uuid } from "#domain/ids.ts";
import type { Database, Tx } from "#platform/database.ts";
import { createKeys } from "#platform/keys.ts";
import { migrate } from "#platform/migrate.ts";
import { openDatabase } from "#platform/open-database.ts";
import { openJournal } from "#store/journal-birth.ts";
import { appendToJournal } from "#store/journal-store.ts";
import { openJournalStream, serviceOwner } from "#store/journal-streams.ts";
import { median } from "./report.ts";

const ROUNDS = 3;
export const SECONDS = 2;

const anUuid = () => randomUUID() as Uuid;

/** A fact of the size of a use's. */
const aFact = (stream: Stream): Fact => ({
  type: "IdentityRequested",
  v: 1,
  stream,
  actor: { kind: "aidant", id: anUuid(), structure: anUuid() },
  at: toInstant(new Date().toISOString()),
  cause: anUuid(),
  body: {
    connexion: anUuid(),
    usager: anUuid(),
    mandat: anUuid(),
    autorisation: anUuid(),
    demarche: "logement",
    acte: anUuid(),
    aidant: anUuid(),
    structure: anUuid(),
  },
});

/** A database of its own on the server, migrated, with an open journal and a stream for each writer. */
export const withBenchDatabase = async (
  server: string,
  writers: number,
  measure: (db: Database, streams: readonly Stream[]) => Promise<void>,
): Promise<void> => {
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const admin = await openDatabase({ url: server, directory: "memory:" });
  await sql.raw(`create database ${name}`).execute(admin.db);
  const url = new URL(server);
  url.pathname = name;
  const { db, close } = await openDatabase({ url: url.href, directory: "memory:" });
  try {
    await measure(db, await prepare(db, writers));
  } finally {
    await close();
    await dropOnceLeft(admin.db, name);
    await admin.close();
  }
};

const prepare = async (db: Database, writers: number): Promise<readonly Stream[]> => {
  await migrate(db, join(import.meta.dirname, "../migrations"));
  await sql`create table bench_row (id bigint generated always as identity primary key, body bytea not null)`.execute(
    db,
  );
  const draw = () => randomBytes(32);
  const keys = createKeys({ kek: draw(), index: draw(), cookie: draw(), pseudonyme: draw(), service: draw() });
  const streams = Array.from({ length: writers }, (): Stream => `connexion/${anUuid()}`);
  await db.transaction().execute(async (tx) => {
    await openJournal(tx, keys, { origin: "bench.invalid/journal", at: new Date(), cause: anUuid() });
    for (const stream of streams) await openJournalStream(tx, { stream, subject: serviceOwner(keys) });
  });
  return streams;
};

/** The server sees the connections end a little after we do. */
const dropOnceLeft = async (db: Database, name: string): Promise<void> => {
  for (let tries = 0; tries < 50; tries += 1) {
    const { rows } = await sql`select from pg_stat_activity where datname = ${name}`.execute(db);
    if (rows.length === 0) break;
    await wait(100);
  }
  await sql.raw(`drop database ${name}`).execute(db);
};

/** From now on every commit that wrote a row or a fact takes at least 2 ms more, as on a disk or a standby that confirms. */
export const slowCommitsDown = async (db: Database): Promise<void> => {
  await sql`create function bench_wait() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.002); return null; end $$`.execute(db);
  for (const table of ["bench_row", "journal_pending"])
    await sql
      .raw(`create constraint trigger bench_wait after insert on ${table} deferrable initially deferred
      for each row execute function bench_wait()`)
      .execute(db);
};

/** Transactions a second of `writers` loops over `SECONDS`, after a short warm-up. */
const rateOf = async (db: Database, writers: number, work: (tx: Tx, writer: number) => Promise<unknown>) => {
  const loop = async (until: number): Promise<number> => {
    const counts = await Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        let done = 0;
        for (; performance.now() < until; done += 1) await db.transaction().execute((tx) => work(tx, writer));
        return done;
      }),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  };
  await loop(performance.now() + 300);
  const start = performance.now();
  const done = await loop(start + SECONDS * 1_000);
  return (done * 1_000) / (performance.now() - start);
};

export type WriterRates = {
  readonly writers: number;
  readonly commit: number;
  readonly append: number;
  /** Share of the time of the appends that this process's event loop was busy: near 1, it is the limit. */
  readonly busy: number;
};

/** Medians of three rounds, baseline and product in turn: the machine's moods fall on both. */
export const measureWriters = async (
  db: Database,
  streams: readonly Stream[],
  writers: number,
): Promise<WriterRates> => {
  const commits: number[] = [];
  const appends: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    commits.push(
      await rateOf(db, writers, (tx) => sql`insert into bench_row (body) values (${randomBytes(400)})`.execute(tx)),
    );
    const before = performance.eventLoopUtilization();
    appends.push(await rateOf(db, writers, (tx, writer) => appendToJournal(tx, aFact(streams[writer] as Stream))));
    busy.push(performance.eventLoopUtilization(before).utilization);
  }
  return { writers, commit: median(commits), append: median(appends), busy: median(busy) };
};
