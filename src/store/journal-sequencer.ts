import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import type { Database } from "#platform/database.ts";
import type { OpenedDatabase } from "#platform/open-database.ts";
import { ensureJournalPartitions } from "./journal-partitions.ts";
import { checkHeadBeforeOffice, hasPending, SEQUENCER_BATCH, sequenceOnce } from "./journal-sequencing.ts";

/** Advisory lock of the office: one sequencer at a time (chapter 04 §4.1). */
export const SEQUENCER_LOCK = 4_104_104;
const POLL_MS = 50;
const STAND_BY_MS = 1_000;
const PARTITIONS_EVERY_MS = 86_400_000;

export type SequencerOptions = {
  /** On PostgreSQL, a database of its own with a direct connection: the office's lock lives on it. */
  readonly database: Pick<OpenedDatabase, "db" | "kind">;
  /** Clock of the daily round for new partitions. */
  readonly now: () => Date;
  /** Called with what stopped a round; the sequencer then stands by and tries again. */
  readonly onFault: (error: unknown) => void;
  readonly batch?: number;
  readonly pollMs?: number;
  /** Rest before standing for the office again. */
  readonly standByMs?: number;
};

export type Sequencer = {
  /** Sequences what is pending, leaves the office, and resolves once nothing runs any more. */
  readonly stop: () => Promise<void>;
};

type Round = Required<Omit<SequencerOptions, "database">> & { readonly db: Database; readonly signal: AbortSignal };

/**
 * Starts the sequencer. On PostgreSQL it holds the advisory lock on one connection for as long as it is in office; on
 * the embedded database, one process with one connection, it runs between the transactions of the others.
 */
export const startSequencer = ({ database, ...options }: SequencerOptions): Sequencer => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const round: Round = {
    batch: SEQUENCER_BATCH,
    pollMs: POLL_MS,
    standByMs: STAND_BY_MS,
    ...options,
    db: database.db,
    signal,
  };
  const running = database.kind === "postgresql" ? standForOffice(round) : runEmbedded(round);
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
};

const runEmbedded = async (round: Round): Promise<void> => {
  while (!round.signal.aborted) {
    await holdOffice(round).catch(round.onFault);
    await pause(round.standByMs, round.signal);
  }
};

const standForOffice = async (round: Round): Promise<void> => {
  while (!round.signal.aborted) {
    const inOffice = round.db.connection().execute(async (connection) => {
      if (!(await takeLock(connection))) return;
      try {
        await holdOffice({ ...round, db: connection as Database });
      } finally {
        await sql`select pg_advisory_unlock(${SEQUENCER_LOCK})`.execute(connection);
      }
    });
    await inOffice.catch(round.onFault);
    await pause(round.standByMs, round.signal);
  }
};

const takeLock = async (connection: Database): Promise<boolean> => {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_lock(${SEQUENCER_LOCK}) as taken`.execute(connection);
  return rows[0]?.taken === true;
};

/** Sequences until asked to stop; a last round then empties the queue. @throws SequencerFenced */
const holdOffice = async ({ db, signal, batch, pollMs, now }: Round): Promise<void> => {
  await checkHeadBeforeOffice(db);
  let size: number | undefined;
  let partitionsAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const last = signal.aborted;
    if (now().getTime() - partitionsAt >= PARTITIONS_EVERY_MS) {
      await ensureJournalPartitions(db);
      partitionsAt = now().getTime();
    }
    if (await hasPending(db)) {
      const expected = size === undefined ? {} : { expectedSize: size };
      size = (await db.transaction().execute((tx) => sequenceOnce(tx, { batch, ...expected }))).size;
      continue;
    }
    if (last) return;
    await pause(pollMs, signal);
  }
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  signal.aborted ? Promise.resolve() : wait(ms, undefined, { signal }).catch(() => undefined);
