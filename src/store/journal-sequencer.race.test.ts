import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Stream } from "#domain/fact.ts";
import type { OpenedDatabase } from "#platform/open-database.ts";
import { openTestDatabase } from "#testing/database.ts";
import { aDocumentPrinted, aJournal, testKeys } from "#testing/journal-fixtures.ts";
import { isValid } from "#verifier/finding.ts";
import { SEQUENCER_LOCK, startSequencer } from "./journal-sequencer.ts";
import { openSequencerDatabase } from "./journal-sequencer-database.ts";
import { hasPending, sequenceOnce } from "./journal-sequencing.ts";
import { appendToJournal } from "./journal-store.ts";
import { verifyBase } from "./journal-verification.ts";

const keys = testKeys();
let opened: OpenedDatabase;
let journal: Awaited<ReturnType<typeof aJournal>>;
let streams: readonly Stream[];
beforeAll(async () => {
  opened = await openTestDatabase();
  journal = await aJournal(opened.db, keys);
  streams = await Promise.all(Array.from({ length: 16 }, () => journal.aStream()));
});
/** The server sees connections end a little after we do; the database is dropped once it has. */
afterAll(async () => {
  await opened.db.destroy();
  await wait(300);
  await opened.close();
});

const now = () => new Date();
/** The sequencer's own connection to the database of this file. */
const ownDatabase = async (): Promise<OpenedDatabase> => {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(opened.db);
  const url = new URL(process.env.DATABASE_URL ?? "");
  url.pathname = rows[0]?.name ?? "";
  return openSequencerDatabase(url.href);
};
const db = () => opened.db;
const sequence = (expectedSize?: number) =>
  db()
    .transaction()
    .execute((tx) => sequenceOnce(tx, expectedSize === undefined ? {} : { expectedSize }));
const drain = async () => {
  while (await hasPending(db())) await sequence();
};
const countOf = async (table: "journal_leaf" | "journal_fact") =>
  Number((await db().selectFrom(table).select(db().fn.countAll().as("count")).executeTakeFirstOrThrow()).count);

const writeAll = (count: number) =>
  Promise.all(
    streams.map(async (stream) => {
      for (let at = 0; at < count / streams.length; at += 1) await journal.append(aDocumentPrinted(stream));
    }),
  );

describe("many writers, one log", () => {
  test("sixteen writers beside a running sequencer: nothing lost, nothing twice, streams in order", async () => {
    const sequencer = startSequencer({ database: opened, now, onFault: () => undefined, pollMs: 5 });
    const before = await countOf("journal_fact");
    await writeAll(800);
    await sequencer.stop();
    expect(await countOf("journal_fact")).toBe(before + 800);
    expect(await countOf("journal_leaf")).toBe(before + 800);
    expect(isValid(await verifyBase(db(), now()))).toBe(true);
    const { rows } = await sql<{ late: number }>`
      select count(*)::integer as late from (
        select i.n, lag(i.n) over (partition by i.stream order by l.leaf_index) as before
        from journal_index i join journal_leaf l on l.fact_id = i.fact_id) as ordered
      where n <> coalesce(before, 0) + 1`.execute(db());
    expect(rows[0]?.late).toBe(0);
  });

  test("two writers on one stream take turns: no position twice, none missing", async () => {
    const stream = await journal.aStream();
    const taken = await Promise.all(Array.from({ length: 40 }, () => journal.append(aDocumentPrinted(stream))));
    expect(taken.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
  });

  test("A04-23 a transaction held open while thousands of others commit is sequenced after it commits", async () => {
    const held = Promise.withResolvers<void>();
    const written = Promise.withResolvers<string>();
    const stream = await journal.aStream();
    const late = db()
      .transaction()
      .execute(async (tx) => {
        written.resolve((await appendToJournal(tx, aDocumentPrinted(stream))).id);
        await held.promise;
      });
    const id = await written.promise;
    await writeAll(3_200);
    await drain();
    expect(await db().selectFrom("journal_leaf").selectAll().where("fact_id", "=", id).execute()).toEqual([]);
    const size = await countOf("journal_leaf");

    held.resolve();
    await late;
    await drain();
    const leaf = await db()
      .selectFrom("journal_leaf")
      .select("leaf_index")
      .where("fact_id", "=", id)
      .executeTakeFirstOrThrow();
    expect(leaf.leaf_index).toBe(size);
    expect(isValid(await verifyBase(db(), now()))).toBe(true);
  });
});

describe("A04-18 two sequencers at once, the advisory lock bypassed", () => {
  test("the one that did not write the head is fenced; the log is whole", async () => {
    await writeAll(320);
    const { size } = await db().selectFrom("journal_head").select("size").executeTakeFirstOrThrow();
    const outcomes = await Promise.allSettled([sequence(size), sequence(size)]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason.name)).toEqual(["SequencerFenced"]);
    expect(isValid(await verifyBase(db(), now()))).toBe(true);
  });

  test("only one holds the office; the other takes it over when the first leaves", async () => {
    const [first, second] = [await lockHolder(), await lockHolder()];
    expect([await first.take(), await second.take()]).toEqual([true, false]);
    const waiting = startSequencer({ database: opened, now, onFault: () => undefined, pollMs: 5 });
    await journal.append(aDocumentPrinted(streams[0] as Stream));
    await wait(200);
    expect(await hasPending(db())).toBe(true);
    await first.leave();
    for (let tries = 0; tries < 100 && (await hasPending(db())); tries += 1) await wait(50);
    expect(await hasPending(db())).toBe(false);
    await waiting.stop();
    await second.leave();
  });
});

/** A connection of its own that may hold the office's lock. */
const lockHolder = async () => {
  const done = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<() => Promise<boolean>>();
  const session = db()
    .connection()
    .execute(async (connection) => {
      ready.resolve(async () => {
        const { rows } = await sql<{ taken: boolean }>`
          select pg_try_advisory_lock(${SEQUENCER_LOCK}) as taken`.execute(connection);
        return rows[0]?.taken === true;
      });
      await done.promise;
      await sql`select pg_advisory_unlock_all()`.execute(connection);
    });
  return {
    take: await ready.promise,
    leave: async () => {
      done.resolve();
      await session;
    },
  };
};

describe("A04-17 the sequencer's connection killed under load", () => {
  test("forty times at random moments: no fact lost, none twice", async () => {
    const faults: unknown[] = [];
    const own = await ownDatabase();
    const sequencer = startSequencer({
      database: own,
      now,
      onFault: (error) => faults.push(error),
      pollMs: 1,
      standByMs: 1,
      batch: 16,
    });
    const writing = writeAll(1_600);
    for (let kill = 0; kill < 40; kill += 1) {
      await wait(5 + Math.random() * 20);
      await sql`select pg_terminate_backend(pid) from pg_locks
        where locktype = 'advisory' and objid = ${SEQUENCER_LOCK}::bigint::oid and granted`.execute(db());
    }
    await writing;
    await sequencer.stop();
    await own.close();
    await drain();
    expect(faults.length).toBeGreaterThan(0);
    expect(await countOf("journal_leaf")).toBe(await countOf("journal_fact"));
    expect(isValid(await verifyBase(db(), now()))).toBe(true);
  });
});
