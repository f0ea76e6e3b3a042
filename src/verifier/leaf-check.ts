import { entryCoversBlob, isEntry } from "./entry.ts";
import type { Damage, Finding } from "./finding.ts";
import { hashLeaf } from "./merkle-tree.ts";
import { appendLeaf, type RightEdge, rootOfEdge } from "./right-edge.ts";
import { nextSeal } from "./seal-chain.ts";
import { sameBytes } from "./sha256.ts";

/** A leaf with the fact it stands for; `entry` and `blob` are null when that fact is gone. */
export type LeafRow = {
  readonly index: number;
  readonly leafHash: Uint8Array;
  readonly seal: Uint8Array;
  readonly entry: Uint8Array | null;
  readonly blob: Uint8Array | null;
};
export type CheckpointRow = { readonly size: number; readonly root: Uint8Array };

/** Where a walk over the leaves stands. Grows in place, so that a log of any size is walked in constant memory. */
export type LeafWalk = {
  /** Position of the next leaf. */
  next: number;
  /** Seal of the leaf before, recomputed; null when that leaf is missing. */
  seal: Uint8Array | null;
  /** Leaf whose stored seal is not the recomputed one: the next leaf tells whether it was altered or moved. */
  doubt: { readonly index: number; readonly stored: Uint8Array } | null;
  /** Tree of the leaves before `next`; null before `treeStart`, or once a leaf is missing. */
  edge: RightEdge | null;
  /** A tree known without its leaves, from which the walk goes on when it reaches that size. */
  readonly treeStart: RightEdge;
  readonly findings: Finding[];
};

export const startLeafWalk = (next: number, seal: Uint8Array | null, treeStart: RightEdge): LeafWalk => ({
  next,
  seal,
  doubt: null,
  edge: null,
  treeStart,
  findings: [],
});

const find = (walk: LeafWalk, damage: Damage, index: number, message: string): void => {
  walk.findings.push({ damage, index, message });
};

/** Walks over rows in order of index, and over the checkpoints of the sizes they reach. */
export const walkLeaves = (
  walk: LeafWalk,
  rows: readonly LeafRow[],
  checkpoints: readonly CheckpointRow[] = [],
): void => {
  const rootAt = new Map(checkpoints.map(({ size, root }) => [size, root]));
  for (const row of rows) {
    if (!takePlace(walk, row)) continue;
    const sealed = checkLeaf(walk, row);
    if (walk.edge) appendLeaf(walk.edge, sealed);
    walk.next += 1;
    const root = rootAt.get(walk.next);
    if (root && walk.edge && !sameBytes(root, rootOfEdge(walk.edge)))
      find(
        walk,
        "checkpoint-altered",
        walk.next,
        `The checkpoint of size ${walk.next} has not the root of its leaves.`,
      );
  }
};

/** Settles contiguity. False for a row that takes no place of its own. */
const takePlace = (walk: LeafWalk, row: LeafRow): boolean => {
  if (row.index < walk.next) {
    find(walk, "leaf-repeated", row.index, `Leaf ${row.index} stands for several stored facts.`);
    return false;
  }
  if (row.index > walk.next) {
    find(walk, "leaf-missing", walk.next, missingWords(walk.next, row.index - 1));
    walk.next = row.index;
    walk.edge = null;
    walk.doubt = null;
    walk.seal = null;
  } else if (walk.treeStart.size === walk.next)
    walk.edge = { size: walk.treeStart.size, nodes: [...walk.treeStart.nodes] };
  return true;
};

const missingWords = (from: number, to: number): string =>
  from === to ? `Leaf ${from} is missing.` : `Leaves ${from} to ${to} are missing.`;

/** Checks the leaf against its fact and its seal; answers the hash that belongs in the tree. */
const checkLeaf = (walk: LeafWalk, { index, leafHash, seal, entry, blob }: LeafRow): Uint8Array => {
  const computed = entry ? hashLeaf(entry) : leafHash;
  const sealed = sealedHash(walk.seal, seal, leafHash, computed);
  if (!entry) find(walk, "fact-missing", index, `The fact of leaf ${index} is gone.`);
  else if (!isEntry(entry)) find(walk, "entry-malformed", index, `The entry of leaf ${index} is not an entry.`);
  else if (!sameBytes(computed, leafHash) && sealed === computed)
    find(walk, "leaf-altered", index, `The hash of leaf ${index} is not the one that was sealed.`);
  else if (!sameBytes(computed, leafHash))
    find(walk, "entry-altered", index, `The entry of leaf ${index} is not the one that was sealed.`);
  else if (!entryCoversBlob(entry, blob ?? new Uint8Array()))
    find(walk, "blob-altered", index, `The stored blob of leaf ${index} is not the one that was published.`);
  moveSeal(walk, index, seal, sealed === null ? leafHash : null);
  return sealed ?? leafHash;
};

/** Which hash the stored seal vouches for: that of the leaf, that of the entry, or none. */
const sealedHash = (
  before: Uint8Array | null,
  seal: Uint8Array,
  leafHash: Uint8Array,
  computed: Uint8Array,
): Uint8Array | null => {
  if (before === null || sameBytes(nextSeal(before, leafHash), seal)) return leafHash;
  return sameBytes(nextSeal(before, computed), seal) ? computed : null;
};

/**
 * Moves the chain on. `unsealed` is the hash of a leaf whose seal does not fit: the next leaf tells whether that seal
 * alone is wrong, or the chain is broken there.
 */
const moveSeal = (walk: LeafWalk, index: number, stored: Uint8Array, unsealed: Uint8Array | null): void => {
  const { doubt } = walk;
  walk.doubt = null;
  if (doubt && unsealed) reportMovedLeaf(walk, doubt.index);
  else if (doubt) reportAlteredSeal(walk, doubt.index);
  if (!doubt && unsealed && walk.seal) {
    walk.doubt = { index, stored };
    walk.seal = nextSeal(walk.seal, unsealed);
  } else walk.seal = stored;
};

const reportAlteredSeal = (walk: LeafWalk, index: number): void =>
  find(walk, "seal-altered", index, `The seal of leaf ${index} was altered.`);
const reportMovedLeaf = (walk: LeafWalk, index: number): void =>
  find(walk, "leaf-moved", index, `Leaf ${index} is not the one that was sealed there: moved or replaced.`);

/** After the last row: a doubt that no leaf settled is settled by the seal of the head. */
export const endLeafWalk = (walk: LeafWalk, headSeal: Uint8Array): void => {
  if (!walk.doubt) return;
  if (walk.seal && sameBytes(walk.seal, headSeal)) reportAlteredSeal(walk, walk.doubt.index);
  else {
    reportMovedLeaf(walk, walk.doubt.index);
    walk.seal = walk.doubt.stored;
  }
  walk.doubt = null;
};
