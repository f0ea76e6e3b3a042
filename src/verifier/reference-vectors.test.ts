import { describe, expect, test } from "vitest";
import { commitToFact, encodeEntry, entryCoversBlob, entryCoversFact } from "./entry.ts";
import { emptyRoot, hashLeaf, rootOfLeaves } from "./merkle-tree.ts";
import { appendLeaf, emptyEdge, rootOfEdge } from "./right-edge.ts";
import { genesisSeal, nextSeal } from "./seal-chain.ts";
import { hex, sha256 } from "./sha256.ts";

const canonical = Buffer.from(
  '{"actor":{"id":"00000000-0000-4000-8000-000000000001","kind":"aidant","structure":"00000000-0000-4000-8000-000000000002"},"at":"2026-03-02T12:00:00.000Z","body":{"demarche":"logement"},"id":"00000000-0000-4000-8000-000000000003","n":1,"stream":"mandat/00000000-0000-4000-8000-000000000004","type":"AutorisationRevoked","v":1}',
);
const salt = Buffer.alloc(32, 0x11);
const blob = Buffer.alloc(48, 0x22);

describe("A04-01 reference values", () => {
  test("chapter 04 §2.5: from a fact to its seal", () => {
    const pt = commitToFact(salt, canonical);
    const entry = encodeEntry(pt, blob);
    const leaf = hashLeaf(entry);
    expect(canonical).toHaveLength(325);
    expect(hex(pt)).toBe("cdfd18261d233c4b5290f394f6545644820eb7d163ef2c3ccd0edc0db9ccf31e");
    expect(hex(sha256(blob))).toBe("492c5042dd3a1d39de2d2010a8607f2262ab57b5aecee5b02c03d6dd8787a76f");
    expect(entry).toHaveLength(65);
    expect(hex(leaf)).toBe("5f9fb932ed519f5bc88eb5f5cca9c43e6de8b2dc2d0fb58f3f65ae0891479a8a");
    expect(hex(nextSeal(genesisSeal, leaf))).toBe("fbc223d8e44389e71e688320add4adad33f3de9a47505713583b07803dc3284c");
    expect(entryCoversBlob(entry, blob)).toBe(true);
    expect(entryCoversFact(entry, salt, canonical)).toBe(true);
    expect(entryCoversBlob(entry, Buffer.alloc(48, 0x23))).toBe(false);
    expect(entryCoversFact(entry, Buffer.alloc(32, 0x12), canonical)).toBe(false);
  });

  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const leaves = inputs.map((input) => hashLeaf(Buffer.from(input, "hex")));

  test.each([
    [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
    [4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    [5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
    [6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
    [7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
    [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
  ])("T1: the root of the first %i classic inputs", (size, root) => {
    const edge = emptyEdge();
    for (const leaf of leaves.slice(0, size)) appendLeaf(edge, leaf);
    expect(hex(rootOfLeaves(leaves, 0, size))).toBe(root);
    expect(hex(rootOfEdge(edge))).toBe(root);
  });

  test("T1: the root of the empty tree is the hash of nothing", () => {
    expect(hex(emptyRoot)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(rootOfEdge(emptyEdge())).toEqual(emptyRoot);
  });
});
