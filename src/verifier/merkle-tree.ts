import { sha256 } from "./sha256.ts";

const LEAF = Buffer.of(0);
const NODE = Buffer.of(1);

/** RFC 6962 §2.1. */
export const hashLeaf = (entry: Uint8Array): Buffer => sha256(Buffer.concat([LEAF, entry]));
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => sha256(Buffer.concat([NODE, left, right]));
export const emptyRoot: Uint8Array = sha256("");

/** The largest power of two below `size` (`size` ≥ 2): where the tree splits. */
const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};

/** Root over leaf hashes from `from` to `to`, excluded. */
export const rootOfLeaves = (leaves: readonly Uint8Array[], from = 0, to = leaves.length): Uint8Array => {
  if (to === from) return emptyRoot;
  if (to - from === 1) return leafAt(leaves, from);
  const middle = from + splitOf(to - from);
  return hashNode(rootOfLeaves(leaves, from, middle), rootOfLeaves(leaves, middle, to));
};

const leafAt = (leaves: readonly Uint8Array[], index: number): Uint8Array => {
  const leaf = leaves[index];
  if (!leaf) throw new RangeError(`No leaf ${index}.`);
  return leaf;
};

/** Audit path of a leaf in the tree of all `leaves`, from the leaf up (RFC 6962 §2.1.1). */
export const proveInclusion = (leaves: readonly Uint8Array[], index: number): readonly Uint8Array[] => {
  leafAt(leaves, index);
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) return [];
    const middle = from + splitOf(to - from);
    return index < middle
      ? [...path(from, middle), rootOfLeaves(leaves, middle, to)]
      : [...path(middle, to), rootOfLeaves(leaves, from, middle)];
  };
  return path(0, leaves.length);
};

/** Proof that the tree of all `leaves` extends the tree of the first `oldSize` (RFC 6962 §2.1.2). */
export const proveConsistency = (leaves: readonly Uint8Array[], oldSize: number): readonly Uint8Array[] => {
  if (oldSize < 0 || oldSize > leaves.length) throw new RangeError(`No tree of ${oldSize} leaves.`);
  if (oldSize === 0 || oldSize === leaves.length) return [];
  const path = (from: number, to: number, whole: boolean): Uint8Array[] => {
    if (oldSize === to) return whole ? [] : [rootOfLeaves(leaves, from, to)];
    const middle = from + splitOf(to - from);
    return oldSize <= middle
      ? [...path(from, middle, whole), rootOfLeaves(leaves, middle, to)]
      : [...path(middle, to, false), rootOfLeaves(leaves, from, middle)];
  };
  return path(0, leaves.length, true);
};
