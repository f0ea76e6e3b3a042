import { emptyRoot, hashNode } from "./merkle-tree.ts";
import { HASH_LENGTH } from "./sha256.ts";

/**
 * All that is needed to go on with a tree: the roots of its perfect sub-trees, left to right, one per bit set in its
 * size. Grows in place; a tree of 2^53 leaves has 53 of them at most.
 */
export type RightEdge = { size: number; readonly nodes: Uint8Array[] };

export const emptyEdge = (): RightEdge => ({ size: 0, nodes: [] });

/** Adds one leaf: each trailing bit set in the size closes a perfect tree. */
export const appendLeaf = (edge: RightEdge, leafHash: Uint8Array): void => {
  let node = leafHash;
  for (let size = edge.size; size % 2 === 1; size = Math.floor(size / 2)) node = hashNode(popNode(edge), node);
  edge.nodes.push(node);
  edge.size += 1;
};

const popNode = ({ nodes, size }: RightEdge): Uint8Array => {
  const node = nodes.pop();
  if (!node) throw new RangeError(`The edge of a tree of ${size} leaves lacks a node.`);
  return node;
};

/** Root of the tree (RFC 6962 §2.1). */
export const rootOfEdge = ({ nodes }: RightEdge): Uint8Array =>
  nodes.length === 0 ? emptyRoot : nodes.reduceRight((right, left) => hashNode(left, right));

export const encodeEdge = ({ nodes }: RightEdge): Buffer => Buffer.concat(nodes);

/** Null when `bytes` cannot be the edge of a tree of `size` leaves. */
export const decodeEdge = (size: number, bytes: Uint8Array): RightEdge | null => {
  if (bytes.length !== HASH_LENGTH * bitsSet(size)) return null;
  const nodes = Array.from({ length: bytes.length / HASH_LENGTH }, (_, position) =>
    bytes.subarray(position * HASH_LENGTH, (position + 1) * HASH_LENGTH),
  );
  return { size, nodes };
};

const bitsSet = (size: number): number => {
  let bits = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) bits += rest % 2;
  return bits;
};
