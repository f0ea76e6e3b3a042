import { emptyRoot, hashNode } from "./merkle-tree.ts";
import { sameBytes } from "./sha256.ts";

const half = (number: number): number => Math.floor(number / 2);
const isOdd = (number: number): boolean => number % 2 === 1;

/** True when `path` leads from the leaf at `index` to `root` of a tree of `size` leaves (RFC 9162 §2.1.3.2). */
export const verifyInclusion = (
  { index, size, root }: { readonly index: number; readonly size: number; readonly root: Uint8Array },
  leafHash: Uint8Array,
  path: readonly Uint8Array[],
): boolean => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let node = index;
  let last = size - 1;
  let reached = leafHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      reached = hashNode(sibling, reached);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else reached = hashNode(reached, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(reached, root);
};

type Head = { readonly size: number; readonly root: Uint8Array };

/** True when `path` proves that the tree `later` extends the tree `earlier` (RFC 9162 §2.1.4.2). */
export const verifyConsistency = (earlier: Head, later: Head, path: readonly Uint8Array[]): boolean => {
  if (earlier.size > later.size) return false;
  if (earlier.size === later.size) return path.length === 0 && sameBytes(earlier.root, later.root);
  if (earlier.size === 0) return path.length === 0 && sameBytes(earlier.root, emptyRoot);
  return climb(earlier, later, path);
};

const climb = (earlier: Head, later: Head, path: readonly Uint8Array[]): boolean => {
  let node = earlier.size - 1;
  let last = later.size - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const [first, ...rest] = node === 0 ? [earlier.root, ...path] : path;
  if (!first) return false;
  let old = first;
  let current = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      old = hashNode(sibling, old);
      current = hashNode(sibling, current);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else current = hashNode(current, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(old, earlier.root) && sameBytes(current, later.root);
};
