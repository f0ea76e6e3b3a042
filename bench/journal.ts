import { sql } from "kysely";
import type { Stream } from "#domain/fact.ts";
import type { Database } from "#platform/database.ts";
import { hasPending, sequenceOnce } from "#store/journal-sequencing.ts";
import { verifyBase } from "#store/journal-verification.ts";
import { isValid } from "#verifier/finding.ts";
import { measureWriters, SECONDS, slowCommitsDown, type WriterRates, withBenchDatabase } from "./journal-load.ts";
import { currentCommit, describeMachine, publish, type Ratio, verdictOf } from "./report.ts";

/*
 * Appends against bare single-row commits, on the PostgreSQL of DATABASE_URL (chapter 10 §2.3). The baseline inserts
 * one row of 400 bytes, one transaction each, through the same pool and the same transaction wrapper. Measured as the
 * server is, then with commits of at least 2 ms. Client and server share the machine: what the client's processor
 * spends on sealing counts against us, as it would on one host.
 */
const measureSequencer = async (db: Database) => {
  const start = performance.now();
  let sequenced = 0;
  while (await hasPending(db)) sequenced += (await db.transaction().execute((tx) => sequenceOnce(tx))).sequenced;
  return { sequenced, rate: (sequenced * 1_000) / (performance.now() - start) };
};

const measureVerification = async (db: Database): Promise<number> => {
  const start = performance.now();
  const checks = await verifyBase(db, new Date());
  if (!isValid(checks)) throw new Error(`The journal does not verify: ${JSON.stringify(checks)}`);
  const facts = checks.find(({ check }) => check === "leaves")?.examined ?? 0;
  return (facts * 1_000) / (performance.now() - start);
};

const measureAll = async (db: Database, streams: readonly Stream[], writers: readonly number[]) => {
  const rates: WriterRates[] = [];
  for (const count of writers) rates.push(await measureWriters(db, streams, count));
  return rates;
};

const ratiosOf = (rates: readonly WriterRates[], slow: readonly WriterRates[]): readonly Ratio[] => {
  const [slowOne, slowMany] = slow;
  return [
    ...rates.map(({ writers, commit, append }) => ({
      name: `append / commit, ${writers} writers`,
      value: append / commit,
      aim: writers === 16 ? 0.8 : 0.3,
    })),
    ...slow.map(({ writers, commit, append }) => ({
      name: `append / commit, ${writers} writers, commit ≥ 2 ms`,
      value: append / commit,
      aim: 0.3,
    })),
    {
      name: "A04-20: 32 writers / 1 writer, commit ≥ 2 ms",
      value: (slowMany?.append ?? 0) / (slowOne?.append ?? Number.POSITIVE_INFINITY),
      aim: 8,
    },
  ];
};

const figuresOf = (rates: readonly WriterRates[], kind: "commit" | "append", note: string) =>
  rates.map((rate) => ({
    name: `${kind === "commit" ? "commit of one row" : "append"}, ${rate.writers} writers${note}`,
    value: rate[kind],
    unit: kind === "commit" ? "commits/s" : "facts/s",
  }));

const measure = async (db: Database, streams: readonly Stream[]): Promise<void> => {
  const { rows } = await sql<{ version: string; fsync: string }>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync`.execute(db);
  const rates = await measureAll(db, streams, [1, 16, 32]);
  const sequencer = await measureSequencer(db);
  const verification = await measureVerification(db);
  await slowCommitsDown(db);
  const slow = await measureAll(db, streams, [1, 32]);
  const ratios = ratiosOf(rates, slow);
  publish({
    bench: "journal",
    commit: currentCommit(),
    machine: describeMachine(`${rows[0]?.version}, fsync ${rows[0]?.fsync}`),
    sizes: { rowBytes: 400, facts: sequencer.sequenced, secondsPerRound: SECONDS, rounds: 3 },
    baselines: [...figuresOf(rates, "commit", ""), ...figuresOf(slow, "commit", ", commit ≥ 2 ms")],
    results: [
      ...figuresOf(rates, "append", ""),
      ...figuresOf(slow, "append", ", commit ≥ 2 ms"),
      ...rates.map(({ writers, busy }) => ({
        name: `event loop busy while appending, ${writers} writers`,
        value: busy * 100,
        unit: "%",
      })),
      { name: "sequencer alone", value: sequencer.rate, unit: "facts/s" },
      { name: "verification in the database", value: verification, unit: "facts/s" },
    ],
    ratios,
    verdict: verdictOf(ratios),
  });
};

const server = process.env.DATABASE_URL;
if (server) await withBenchDatabase(server, 32, measure);
else {
  process.stderr.write("bench:journal measures PostgreSQL: set DATABASE_URL, or run it under pg_virtualenv -v 15.\n");
  process.exitCode = 2;
}
