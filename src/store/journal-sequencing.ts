import { sql } from "kysely";
import type { Database, Tx } from "#platform/database.ts";
import { hashLeaf } from "#verifier/merkle-tree.ts";
import { appendLeaf, decodeEdge, encodeEdge, type RightEdge, rootOfEdge } from "#verifier/right-edge.ts";
import { nextSeal } from "#verifier/seal-chain.ts";

/** How many facts become leaves in one transaction (chapter 04 §4.1). */
export const SEQUENCER_BATCH = 4_096;

/** Another sequencer moved the head, or somebody rewound it: this one must stop. */
export class SequencerFenced extends Error {
  override name = "SequencerFenced";
}
/** The head is behind a checkpoint: state `journal-en-arriere`, nothing may be sequenced (chapter 04 §16.3). */
export class JournalBehind extends Error {
  override name = "JournalBehind";
}
/** The log was never brought to life: an explicit command does it (T3). */
export class JournalNotOpen extends Error {
  override name = "JournalNotOpen";
}

export type Sequenced = { readonly sequenced: number; readonly size: number };

/** On taking office: the head stands where the last checkpoint says, or nothing runs (step 2). @throws JournalBehind */
export const checkHeadBeforeOffice = async (tx: Database | Tx): Promise<void> => {
  const head = await tx.selectFrom("journal_head").select(["size", "root"]).executeTakeFirst();
  if (!head) throw new JournalNotOpen("The journal was not opened.");
  const last = await tx
    .selectFrom("journal_checkpoint")
    .selectAll()
    .orderBy("size", "desc")
    .limit(1)
    .executeTakeFirst();
  if (last && (last.size !== head.size || !last.root.equals(head.root)))
    throw new JournalBehind(`The head has ${head.size} leaves, the last checkpoint ${last.size}: see journal:verify.`);
};

export const hasPending = async (db: Database | Tx): Promise<boolean> =>
  (await db.selectFrom("journal_pending").select("pos").limit(1).executeTakeFirst()) !== undefined;

type Pending = { readonly pos: number; readonly fact_id: string; readonly entry: Buffer };

/**
 * Turns pending facts into leaves, oldest first: steps 3 to 5 of chapter 04 §4.1; the caller commits. It asks which
 * rows are pending, never which are newer than the last seen, so a late commit is found at the next call.
 * `expectedSize` is the size this sequencer left. @throws SequencerFenced when the head has another.
 */
export const sequenceOnce = async (
  tx: Tx,
  { batch = SEQUENCER_BATCH, expectedSize }: { readonly batch?: number; readonly expectedSize?: number } = {},
): Promise<Sequenced> => {
  const head = await tx.selectFrom("journal_head").selectAll().forUpdate().executeTakeFirst();
  if (!head) throw new JournalNotOpen("The journal was not opened.");
  if (expectedSize !== undefined && head.size !== expectedSize)
    throw new SequencerFenced(`The head has ${head.size} leaves instead of ${expectedSize}.`);

  const pending = await takePending(tx, batch);
  if (pending.length === 0) return { sequenced: 0, size: head.size };
  const edge = decodeEdge(head.size, head.edge);
  if (!edge) throw new SequencerFenced(`The edge of the head does not fit its ${head.size} leaves.`);

  const seal = await insertLeaves(tx, pending, edge, head.seal);
  const root = Buffer.from(rootOfEdge(edge));
  await tx.insertInto("journal_checkpoint").values({ size: edge.size, root }).execute();
  const { numUpdatedRows } = await tx
    .updateTable("journal_head")
    .set({ size: edge.size, root, seal, edge: encodeEdge(edge) })
    .where("size", "=", head.size)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new SequencerFenced(`The head no longer has ${head.size} leaves.`);
  return { sequenced: pending.length, size: edge.size };
};

const takePending = async (tx: Tx, batch: number): Promise<readonly Pending[]> => {
  const { rows } = await sql<Pending>`
    delete from journal_pending where pos in (select pos from journal_pending order by pos limit ${batch})
    returning pos, fact_id, entry`.execute(tx);
  return rows.sort((a, b) => a.pos - b.pos);
};

/** Inserts the leaves in one statement, their columns side by side in three strings of bytes; answers the last seal. */
const insertLeaves = async (
  tx: Tx,
  pending: readonly Pending[],
  edge: RightEdge,
  lastSeal: Buffer,
): Promise<Buffer> => {
  const first = edge.size;
  const seals: Buffer[] = [];
  const hashes: Buffer[] = [];
  let seal = lastSeal;
  for (const { entry } of pending) {
    const leafHash = hashLeaf(entry);
    appendLeaf(edge, leafHash);
    seal = nextSeal(seal, leafHash);
    hashes.push(leafHash);
    seals.push(seal);
  }
  const ids = Buffer.from(pending.map(({ fact_id }) => fact_id.replaceAll("-", "")).join(""), "hex");
  await sql`
    insert into journal_leaf (leaf_index, fact_id, leaf_hash, seal)
    select ${first}::bigint + at, encode(substring(${ids}::bytea from at * 16 + 1 for 16), 'hex')::uuid,
      substring(${Buffer.concat(hashes)}::bytea from at * 32 + 1 for 32),
      substring(${Buffer.concat(seals)}::bytea from at * 32 + 1 for 32)
    from generate_series(0, ${pending.length}::integer - 1) as at`.execute(tx);
  return seal;
};
