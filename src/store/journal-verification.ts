import { sql } from "kysely";
import type { Database, Tx } from "#platform/database.ts";
import { type Check, concludeCheck } from "#verifier/finding.ts";
import { checkHead } from "#verifier/head-check.ts";
import {
  type CheckpointRow,
  endLeafWalk,
  type LeafRow,
  type LeafWalk,
  startLeafWalk,
  walkLeaves,
} from "#verifier/leaf-check.ts";
import { describePendingAge } from "#verifier/record-check.ts";
import { decodeEdge, emptyEdge, type RightEdge } from "#verifier/right-edge.ts";
import { genesisSeal } from "#verifier/seal-chain.ts";
import {
  findForeignIndex,
  findMissingIndex,
  findStrayFacts,
  findStrayWaiting,
  findStreamGaps,
} from "./journal-records.ts";

const CHUNK = 4_096;

/**
 * The checks `base` of chapter 04 §9, over one snapshot of the database: leaves, head, queue, streams, index, delay.
 * Read only; goes on beside a running sequencer. Given a transaction, it looks at what that transaction sees.
 */
export const verifyBase = (db: Database | Tx, now: Date): Promise<readonly Check[]> =>
  inSnapshot(db, async (tx) => {
    const leaves = await verifyLeaves(tx, Number.POSITIVE_INFINITY);
    return [...leaves, ...(await verifyRecords(tx)), await verifyDelay(tx, now)];
  });

/** What the server checks when it starts: the last leaves and the last checkpoint (chapter 04 §9). */
export const verifyRecent = (db: Database | Tx, leaves = 10_000): Promise<readonly Check[]> =>
  inSnapshot(db, (tx) => verifyLeaves(tx, leaves));

const inSnapshot = <T>(db: Database | Tx, work: (tx: Tx) => Promise<T>): Promise<T> =>
  db.isTransaction ? work(db as Tx) : db.transaction().setIsolationLevel("repeatable read").execute(work);

const verifyLeaves = async (tx: Tx, most: number): Promise<readonly Check[]> => {
  const head = await tx.selectFrom("journal_head").selectAll().executeTakeFirst();
  if (!head) {
    const message = "The journal has no head: it was never opened, or its head was removed.";
    return [concludeCheck("head", 0, [{ damage: "head-missing", message }])];
  }
  const from = Math.max(0, head.size - most);
  const walk = await startAt(tx, from, decodeEdge(head.size, head.edge));
  const examined = await walkFrom(tx, walk, from);
  endLeafWalk(walk, head.seal);
  const last = await tx
    .selectFrom("journal_checkpoint")
    .selectAll()
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  return [
    concludeCheck("leaves", examined, walk.findings),
    concludeCheck("head", 1, checkHead(walk, head, last ?? null)),
  ];
};

/** A walk that begins inside the log takes the seal before it as given, and the tree where the head's edge allows. */
const startAt = async (tx: Tx, from: number, headEdge: RightEdge | null): Promise<LeafWalk> => {
  if (from === 0) return startLeafWalk(0, genesisSeal, emptyEdge());
  const before = await tx
    .selectFrom("journal_leaf")
    .select("seal")
    .where("leaf_index", "=", from - 1)
    .executeTakeFirst();
  return startLeafWalk(from, before?.seal ?? null, edgeFrom(from, headEdge));
};

/** The first perfect sub-trees of the edge, as many as are needed to stand at `from` or just after it. */
const edgeFrom = (from: number, edge: RightEdge | null): RightEdge => {
  const start = emptyEdge();
  for (const node of edge?.nodes ?? []) {
    if (start.size >= from) break;
    start.nodes.push(node);
    start.size += largestPowerIn((edge?.size ?? 0) - start.size);
  }
  return start;
};
const largestPowerIn = (size: number): number => 2 ** Math.floor(Math.log2(size));

const walkFrom = async (tx: Tx, walk: LeafWalk, from: number): Promise<number> => {
  const { last } = await tx
    .selectFrom("journal_leaf")
    .select((eb) => eb.fn.max("leaf_index").as("last"))
    .executeTakeFirstOrThrow();
  let examined = 0;
  for (let at = from; last !== null && at <= last; at += CHUNK) {
    const rows = await readLeaves(tx, at, at + CHUNK);
    walkLeaves(walk, rows, await readCheckpoints(tx, at, at + CHUNK));
    examined += rows.length;
  }
  return examined;
};

const readLeaves = async (tx: Tx, from: number, to: number): Promise<readonly LeafRow[]> => {
  const { rows } = await sql<LeafRow>`
    select l.leaf_index as index, l.leaf_hash as "leafHash", l.seal, f.entry, f.blob
    from journal_leaf l left join journal_fact f on f.fact_id = l.fact_id
    where l.leaf_index >= ${from} and l.leaf_index < ${to} order by l.leaf_index`.execute(tx);
  return rows;
};

const readCheckpoints = (tx: Tx, from: number, to: number): Promise<CheckpointRow[]> =>
  tx
    .selectFrom("journal_checkpoint")
    .select(["size", "root"])
    .where("size", ">", from)
    .where("size", "<=", to)
    .execute();

const verifyRecords = async (tx: Tx): Promise<readonly Check[]> => {
  const facts = await countOf(tx, "journal_fact");
  return [
    concludeCheck("pending", await countOf(tx, "journal_pending"), await findStrayWaiting(tx)),
    concludeCheck("states", facts, await findStrayFacts(tx)),
    concludeCheck("streams", await countOf(tx, "journal_stream"), await findStreamGaps(tx)),
    concludeCheck("index", facts, [...(await findMissingIndex(tx)), ...(await findForeignIndex(tx))]),
  ];
};

const countOf = async (tx: Tx, table: "journal_fact" | "journal_pending" | "journal_stream"): Promise<number> => {
  const { count } = await tx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(count);
};

const verifyDelay = async (tx: Tx, now: Date): Promise<Check> => {
  const { oldest, waiting } = await tx
    .selectFrom("journal_pending")
    .innerJoin("journal_fact", "journal_fact.fact_id", "journal_pending.fact_id")
    .select((eb) => [eb.fn.min("received_at").as("oldest"), eb.fn.countAll<number>().as("waiting")])
    .executeTakeFirstOrThrow();
  return concludeCheck("delay", Number(waiting), describePendingAge(oldest, now), "warning");
};
