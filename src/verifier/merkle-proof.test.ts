import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { verifyConsistency, verifyInclusion } from "./merkle-proof.ts";
import { hashLeaf, hashNode, proveConsistency, proveInclusion, rootOfLeaves } from "./merkle-tree.ts";
import { appendLeaf, decodeEdge, emptyEdge, encodeEdge, rootOfEdge } from "./right-edge.ts";

const MOST = 300;
const leaves = Array.from({ length: MOST }, (_, index) => hashLeaf(Buffer.from(`leaf ${index}`)));
const roots = Array.from({ length: MOST + 1 }, (_, size) => rootOfLeaves(leaves, 0, size));
const headOf = (size: number) => ({ size, root: roots[size] as Uint8Array });
const flipped = (path: readonly Uint8Array[], position: number) =>
  path.map((hash, at) => (at === position ? Uint8Array.from(hash, (byte, i) => (i === 7 ? byte ^ 1 : byte)) : hash));

/** Every pair near a power of two, where trees change shape, and every seventh elsewhere. */
const sizes = Array.from({ length: MOST }, (_, at) => at + 1).filter(
  (size) => size <= 40 || size % 7 === 0 || [63, 64, 65, 127, 128, 129, 255, 256, 257, 299].includes(size),
);

describe("A04-12 proofs", () => {
  test("inclusion verifies for every leaf of the sizes 1 to 300, and nowhere else", () => {
    for (const size of sizes) {
      const tree = leaves.slice(0, size);
      for (let index = 0; index < size; index += size > 40 ? 5 : 1) {
        const path = proveInclusion(tree, index);
        const leaf = leaves[index] as Uint8Array;
        expect(verifyInclusion({ index, ...headOf(size) }, leaf, path)).toBe(true);
        expect(verifyInclusion({ index: (index + 1) % (size + 1), ...headOf(size) }, leaf, path)).toBe(false);
        expect(verifyInclusion({ index, ...headOf(size) }, leaf, [...path, leaf])).toBe(false);
      }
    }
  });

  test("consistency verifies for all pairs of sizes 1 to 300", () => {
    for (const later of sizes)
      for (const earlier of sizes.filter((size) => size <= later)) {
        const path = proveConsistency(leaves.slice(0, later), earlier);
        expect(verifyConsistency(headOf(earlier), headOf(later), path)).toBe(true);
        if (earlier < later) expect(verifyConsistency(headOf(earlier), headOf(later), path.slice(1))).toBe(false);
      }
  });

  test("one changed hash of a proof is refused", () => {
    for (const [earlier, later] of [
      [1, 300],
      [37, 299],
      [128, 300],
      [129, 257],
      [256, 300],
    ] as const) {
      const consistency = proveConsistency(leaves.slice(0, later), earlier);
      for (const position of consistency.keys())
        expect(verifyConsistency(headOf(earlier), headOf(later), flipped(consistency, position))).toBe(false);
      const inclusion = proveInclusion(leaves.slice(0, later), earlier);
      for (const position of inclusion.keys())
        expect(
          verifyInclusion(
            { index: earlier, ...headOf(later) },
            leaves[earlier] as Uint8Array,
            flipped(inclusion, position),
          ),
        ).toBe(false);
    }
  });

  test("the empty tree is a prefix of any tree, a larger tree of none", () => {
    expect(verifyConsistency(headOf(0), headOf(5), [])).toBe(true);
    expect(verifyConsistency(headOf(6), headOf(5), [])).toBe(false);
    expect(() => proveConsistency(leaves.slice(0, 5), 6)).toThrow(RangeError);
    expect(() => proveInclusion(leaves.slice(0, 5), 5)).toThrow(RangeError);
  });

  test("1,000 random pairs of sizes to 100,000", () => {
    const many = perfectLevels(Array.from({ length: 100_000 }, (_, index) => hashLeaf(Buffer.from(`many ${index}`))));
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 100_000 }), fc.nat(), (size, seed) => {
        const index = seed % size;
        const root = rangeRoot(many, 0, size);
        const leaf = many[0]?.[index] as Uint8Array;
        expect(verifyInclusion({ index, size, root }, leaf, inclusionIn(many, index, 0, size))).toBe(true);
        const earlier = index + 1;
        const path = earlier === size ? [] : consistencyIn(many, earlier, 0, size, true);
        expect(verifyConsistency({ size: earlier, root: rangeRoot(many, 0, earlier) }, { size, root }, path)).toBe(
          true,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});

/** A second way to the same hashes: every perfect tree kept, so that large proofs are cheap to make. */
const perfectLevels = (bottom: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => {
  const levels = [bottom];
  for (let level = bottom; level.length > 1; ) {
    level = Array.from({ length: Math.floor(level.length / 2) }, (_, at) =>
      hashNode(level[2 * at] as Uint8Array, level[2 * at + 1] as Uint8Array),
    );
    levels.push(level);
  }
  return levels;
};
const largestPower = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));
const rangeRoot = (levels: readonly (readonly Uint8Array[])[], from: number, to: number): Uint8Array => {
  const width = to - from;
  const level = Math.log2(width);
  if (Number.isInteger(level)) return levels[level]?.[from / width] as Uint8Array;
  const middle = from + largestPower(width);
  return hashNode(rangeRoot(levels, from, middle), rangeRoot(levels, middle, to));
};
type Levels = readonly (readonly Uint8Array[])[];
const inclusionIn = (levels: Levels, index: number, from: number, to: number): Uint8Array[] => {
  if (to - from === 1) return [];
  const middle = from + largestPower(to - from);
  return index < middle
    ? [...inclusionIn(levels, index, from, middle), rangeRoot(levels, middle, to)]
    : [...inclusionIn(levels, index, middle, to), rangeRoot(levels, from, middle)];
};
const consistencyIn = (levels: Levels, old: number, from: number, to: number, whole: boolean): Uint8Array[] => {
  if (old === to) return whole ? [] : [rangeRoot(levels, from, to)];
  const middle = from + largestPower(to - from);
  return old <= middle
    ? [...consistencyIn(levels, old, from, middle, whole), rangeRoot(levels, middle, to)]
    : [...consistencyIn(levels, old, middle, to, false), rangeRoot(levels, from, middle)];
};

describe("the right edge", () => {
  test("leaf after leaf, and from its bytes, it has the root of the whole tree", () => {
    let edge = emptyEdge();
    for (const [index, leaf] of leaves.entries()) {
      appendLeaf(edge, leaf);
      expect(rootOfEdge(edge)).toEqual(roots[index + 1]);
      const again = decodeEdge(edge.size, encodeEdge(edge));
      expect(again).not.toBeNull();
      edge = again ?? emptyEdge();
    }
  });

  test("bytes that cannot be the edge of that size are refused", () => {
    expect(decodeEdge(3, Buffer.alloc(32))).toBeNull();
    expect(decodeEdge(4, Buffer.alloc(33))).toBeNull();
  });
});
