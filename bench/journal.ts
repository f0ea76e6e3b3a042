import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { sql } from "kysely";
import type { Fact, Stream } from "#domain/fact.ts";
import { toInstant } from "#domain/fact-schema.ts";
import type { Uuid } from "#domain/ids.ts";
import type { Database, Tx } from "#platform/database.ts";
import { createKeys } from "#platform/keys.ts";
import { migrate } from "#platform/migrate.ts";
import { openDatabase } from "#platform/open-database.ts";
import { openJournal } from "#store/journal-birth.ts";
import { hasPending, sequenceOnce } from "#store/journal-sequencing.ts";
import { appendToJournal } from "#store/journal-store.ts";
import { openJournalStream, serviceOwner } from "#store/journal-streams.ts";
import { verifyBase } from "#store/journal-verification.ts";
import { isValid } from "#verifier/finding.ts";
import { currentCommit, describeMachine, median, publish, type Ratio, verdictOf } from "./report.ts";

/*
 * Appends against bare single-row commits, on the PostgreSQL of DATABASE_URL (chapter 10 §2.3). The baseline inserts
 * one row of 400 bytes, one transaction each, through the same pool and the same transaction wrapper.
 */
const WRITERS = [1, 16, 32] as const;
const ROUNDS = 3;
const SECONDS = 2;

const anUuid = () => randomUUID() as Uuid;
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

/** Transactions a second of `writers` loops, each with its own stream, over `SECONDS` after a short warm-up. */
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

const measureWriters = async (db: Database, streams: readonly Stream[], writers: number) => {
  const commits: number[] = [];
  const appends: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    commits.push(
      await rateOf(db, writers, (tx) => sql`insert into bench_row (body) values (${randomBytes(400)})`.execute(tx)),
    );
    appends.push(await rateOf(db, writers, (tx, writer) => appendToJournal(tx, aFact(streams[writer] as Stream))));
  }
  return { writers, commit: median(commits), append: median(appends) };
};

const measureSequencer = async (db: Database) => {
  const start = performance.now();
  let sequenced = 0;
  while (await hasPending(db)) sequenced += (await db.transaction().execute((tx) => sequenceOnce(tx))).sequenced;
  return { sequenced, rate: (sequenced * 1_000) / (performance.now() - start) };
};

const measureVerification = async (db: Database) => {
  const start = performance.now();
  const checks = await verifyBase(db, new Date());
  if (!isValid(checks)) throw new Error(`The journal does not verify: ${JSON.stringify(checks)}`);
  const facts = checks.find(({ check }) => check === "leaves")?.examined ?? 0;
  return (facts * 1_000) / (performance.now() - start);
};

const prepare = async (db: Database): Promise<readonly Stream[]> => {
  await migrate(db, join(import.meta.dirname, "../migrations"));
  await sql`create table bench_row (id bigint generated always as identity primary key, body bytea not null)`.execute(
    db,
  );
  const draw = () => randomBytes(32);
  const keys = createKeys({ kek: draw(), index: draw(), cookie: draw(), pseudonyme: draw(), service: draw() });
  const streams = Array.from({ length: Math.max(...WRITERS) }, (): Stream => `connexion/${anUuid()}`);
  await db.transaction().execute(async (tx) => {
    await openJournal(tx, keys, { origin: "bench.invalid/journal", at: new Date(), cause: anUuid() });
    for (const stream of streams) await openJournalStream(tx, { stream, subject: serviceOwner(keys) });
  });
  return streams;
};

const main = async (server: string): Promise<void> => {
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const admin = await openDatabase({ url: server, directory: "memory:" });
  await sql.raw(`create database ${name}`).execute(admin.db);
  const url = new URL(server);
  url.pathname = name;
  const { db, close } = await openDatabase({ url: url.href, directory: "memory:" });
  try {
    const { rows } = await sql<{ server_version: string }>`show server_version`.execute(db);
    const streams = await prepare(db);
    const rates = [];
    for (const writers of WRITERS) rates.push(await measureWriters(db, streams, writers));
    const sequencer = await measureSequencer(db);
    const verification = await measureVerification(db);
    const ratios: Ratio[] = rates.map(({ writers, commit, append }) => ({
      name: `append / commit, ${writers} writers`,
      value: append / commit,
      aim: writers === 16 ? 0.8 : 0.3,
    }));
    publish({
      bench: "journal",
      commit: currentCommit(),
      machine: describeMachine(rows[0]?.server_version),
      sizes: { rowBytes: 400, facts: sequencer.sequenced, secondsPerRound: SECONDS, rounds: ROUNDS },
      baselines: rates.map(({ writers, commit }) => ({
        name: `commit of one row, ${writers} writers`,
        value: commit,
        unit: "commits/s",
      })),
      results: [
        ...rates.map(({ writers, append }) => ({ name: `append, ${writers} writers`, value: append, unit: "facts/s" })),
        { name: "sequencer alone", value: sequencer.rate, unit: "facts/s" },
        { name: "verification in the database", value: verification, unit: "facts/s" },
      ],
      ratios,
      verdict: verdictOf(ratios),
    });
  } finally {
    await close();
    await sql.raw(`drop database ${name} with (force)`).execute(admin.db);
    await admin.close();
  }
};

const server = process.env.DATABASE_URL;
if (server) await main(server);
else {
  process.stderr.write("bench:journal measures PostgreSQL: set DATABASE_URL, or run it under pg_virtualenv -v 15.\n");
  process.exitCode = 2;
}
