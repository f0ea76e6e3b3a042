import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "#testing/database.ts";
import { afterDamage, aSequencedJournal, damagesOf, factOfLeaf, flip, SIZE } from "#testing/journal-damage.ts";
import { isValid } from "#verifier/finding.ts";
import { verifyBase, verifyRecent } from "./journal-verification.ts";

const { db, close } = await openTestDatabase();
const now = new Date();
afterAll(close);
beforeAll(async () => {
  await aSequencedJournal(db);
});

describe("an honest journal", () => {
  test("every check is valid, and says how much it looked at", async () => {
    const checks = await verifyBase(db, now);
    expect(damagesOf(checks)).toEqual([]);
    expect(isValid(checks)).toBe(true);
    expect(Object.fromEntries(checks.map(({ check, examined }) => [check, examined]))).toEqual({
      leaves: SIZE,
      head: 1,
      pending: 2,
      states: SIZE + 2,
      streams: 4,
      index: SIZE + 2,
      delay: 2,
    });
  });

  test.each([1, 4, 5, 6, 15, 16, 20, 21, 10_000])("the last %i leaves alone are valid too", async (leaves) => {
    const checks = await verifyRecent(db, leaves);
    expect(damagesOf(checks)).toEqual([]);
    expect(checks[0]?.examined).toBe(Math.min(leaves, SIZE));
  });

  test("a fact that has waited more than a minute is told, and makes nothing invalid", async () => {
    const checks = await verifyBase(db, new Date(Date.now() + 61_000));
    expect(damagesOf(checks)).toEqual(["pending-late"]);
    expect(isValid(checks)).toBe(true);
  });
});

describe("A04-05 one byte changed by the owner, the trigger off", () => {
  test.each<[string, readonly string[], string]>([
    ["of a blob", [`update journal_fact set ${flip("blob")} where fact_id = ${factOfLeaf(7)}`], "blob-altered 7"],
    ["of an entry", [`update journal_fact set ${flip("entry")} where fact_id = ${factOfLeaf(7)}`], "entry-altered 7"],
    ["of the first leaf", [`update journal_leaf set ${flip("leaf_hash", 3)} where leaf_index = 0`], "leaf-altered 0"],
    ["of a leaf", [`update journal_leaf set ${flip("leaf_hash", 3)} where leaf_index = 7`], "leaf-altered 7"],
    ["of a seal", [`update journal_leaf set ${flip("seal", 3)} where leaf_index = 7`], "seal-altered 7"],
    ["of the last seal", [`update journal_leaf set ${flip("seal", 3)} where leaf_index = 20`], "seal-altered 20"],
    ["of a checkpoint", [`update journal_checkpoint set ${flip("root", 3)} where size = 10`], "checkpoint-altered 10"],
    ["of the head's root", [`update journal_head set ${flip("root", 3)}`], "head-altered 21"],
    ["of the head's seal", [`update journal_head set ${flip("seal", 3)}`], "head-altered 21"],
    ["of the head's edge", [`update journal_head set ${flip("edge", 3)}`], "head-altered 21"],
  ])("%s is found and its place named", async (_name, damage, expected) => {
    const checks = await afterDamage(db, damage);
    expect(damagesOf(checks)).toContain(expected);
    expect(isValid(checks)).toBe(false);
  });

  test("nothing else is accused when one blob, entry, leaf or seal is changed", async () => {
    const checks = await afterDamage(db, [`update journal_fact set ${flip("blob")} where fact_id = ${factOfLeaf(7)}`]);
    expect(damagesOf(checks)).toEqual(["blob-altered 7"]);
    expect(await seal(7)).toEqual(["seal-altered 7"]);
    expect(await seal(19)).toEqual(["seal-altered 19"]);
  });
  const seal = async (index: number) =>
    damagesOf(await afterDamage(db, [`update journal_leaf set ${flip("seal", 3)} where leaf_index = ${index}`]));
});

test("at start-up, a damage among the last leaves is found", async () => {
  const statement = `update journal_fact set ${flip("blob")} where fact_id = ${factOfLeaf(17)}`;
  expect(damagesOf(await afterDamage(db, [statement], (tx) => verifyRecent(tx, 8)))).toEqual(["blob-altered 17"]);
  expect(damagesOf(await afterDamage(db, [statement], (tx) => verifyRecent(tx, 3)))).toEqual([]);
});
