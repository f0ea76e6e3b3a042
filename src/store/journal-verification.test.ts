import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Stream } from "#domain/fact.ts";
import type { Tx } from "#platform/database.ts";
import { openTestDatabase } from "#testing/database.ts";
import { aDocumentPrinted, aJournal, anUuid, testKeys } from "#testing/journal-fixtures.ts";
import { type Check, type Damage, isValid } from "#verifier/finding.ts";
import { sequenceOnce } from "./journal-sequencing.ts";
import { verifyBase, verifyRecent } from "./journal-verification.ts";

const { db, close } = await openTestDatabase();
const journal = await aJournal(db, testKeys());
const now = new Date();
const SIZE = 21;
let streams: Stream[] = [];
afterAll(close);

/** 21 leaves in five batches, then two facts that still wait. */
beforeAll(async () => {
  streams = [await journal.aStream(), await journal.aStream(), await journal.aStream()];
  for (let at = 0; at < 20; at += 1) await journal.append(aDocumentPrinted(streamAt(at)));
  for (let round = 0; round < 5; round += 1) await db.transaction().execute((tx) => sequenceOnce(tx, { batch: 5 }));
  await journal.append(aDocumentPrinted(streamAt(0)));
  await journal.append(aDocumentPrinted(streamAt(1)));
});
const streamAt = (at: number): Stream => streams[at % streams.length] as Stream;

const damagesOf = (checks: readonly Check[]) =>
  checks.flatMap(({ findings }) =>
    findings.map(({ damage, index }) => (index === undefined ? damage : `${damage} ${index}`)),
  );

/** Does the damage with the triggers off, verifies, and undoes it. */
const afterDamage = async (damage: readonly string[]): Promise<readonly Check[]> => {
  let checks: readonly Check[] = [];
  const undone = db.transaction().execute(async (tx) => {
    await withoutTriggers(tx);
    for (const statement of damage) await sql.raw(statement).execute(tx);
    checks = await verifyBase(tx, now);
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  return checks;
};

const withoutTriggers = async (tx: Tx) => {
  const { rows } = await sql<{ name: string }>`
    select tgrelid::regclass::text as name from pg_trigger where tgname = 'journal_append_only'`.execute(tx);
  for (const { name } of rows) await sql.raw(`alter table ${name} disable trigger journal_append_only`).execute(tx);
};

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

const flip = (column: string, at = 40) => `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;
const factOfLeaf = (index: number) => `(select fact_id from journal_leaf where leaf_index = ${index})`;

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
    const checks = await afterDamage(damage);
    expect(damagesOf(checks)).toContain(expected);
    expect(isValid(checks)).toBe(false);
  });

  test("nothing else is accused when one blob, entry, leaf or seal is changed", async () => {
    const checks = await afterDamage([`update journal_fact set ${flip("blob")} where fact_id = ${factOfLeaf(7)}`]);
    expect(damagesOf(checks)).toEqual(["blob-altered 7"]);
    expect(await seal(7)).toEqual(["seal-altered 7"]);
    expect(await seal(19)).toEqual(["seal-altered 19"]);
  });
  const seal = async (index: number) =>
    damagesOf(await afterDamage([`update journal_leaf set ${flip("seal", 3)} where leaf_index = ${index}`]));
});

const lastPending = "(select fact_id from journal_pending order by pos desc limit 1)";
const swap = (column: string, i: number, j: number) =>
  `update journal_leaf l set ${column} = o.${column} from journal_leaf o
   where (l.leaf_index, o.leaf_index) in ((${i}, ${j}), (${j}, ${i}))`;
const rewind = [
  "create temporary table earlier as select * from journal_checkpoint where size = 20",
  "delete from journal_leaf where leaf_index = 20",
  `update journal_head set size = 20, root = (select root from earlier), edge = substring(edge for 64),
   seal = (select seal from journal_leaf where leaf_index = 19)`,
];

describe("A04-06 each damage has its own message", () => {
  test.each<[string, () => readonly string[], readonly (Damage | string)[]]>([
    [
      "the last leaf removed",
      () => ["delete from journal_leaf where leaf_index = 20"],
      ["leaf-missing 20", "fact-unsequenced"],
    ],
    ["the last leaf removed and the head rewound", () => rewind, ["head-behind-checkpoint 20", "fact-unsequenced"]],
    [
      "the last leaf, its checkpoint and the head rewound",
      () => [...rewind, "delete from journal_checkpoint where size = 21"],
      ["fact-unsequenced"],
    ],
    [
      "a middle leaf removed",
      () => ["delete from journal_leaf where leaf_index = 8"],
      ["leaf-missing 8", "fact-unsequenced"],
    ],
    [
      "an unsequenced fact removed, with all that announced it",
      () => [
        `delete from journal_fact where fact_id = ${lastPending}`,
        `delete from journal_index where fact_id = ${lastPending}`,
        `delete from journal_pending where fact_id = ${lastPending}`,
      ],
      ["stream-gap"],
    ],
    [
      "an unsequenced fact removed alone",
      () => [`delete from journal_fact where fact_id = ${lastPending}`],
      ["pending-without-fact", "stream-gap", "index-without-fact"],
    ],
    [
      "a pending row removed",
      () => [`delete from journal_pending where fact_id = ${lastPending}`],
      ["fact-unsequenced"],
    ],
    [
      "two leaves swapped, far apart",
      () => [swap("fact_id", 4, 9), swap("leaf_hash", 4, 9)],
      ["leaf-moved 4", "leaf-moved 9"],
    ],
    ["two facts swapped", () => [swap("fact_id", 4, 9)], ["entry-altered 4", "entry-altered 9"]],
    [
      "a fact inserted without pending",
      () => [
        `insert into journal_fact (fact_id, blob, entry) values ('${anUuid()}', '\\x00', '\\x01${"00".repeat(64)}')`,
      ],
      ["fact-unannounced", "index-missing"],
    ],
    [
      "a leaf given twice to one fact",
      () => [`update journal_leaf set fact_id = ${factOfLeaf(3)} where leaf_index = 5`],
      ["entry-altered 5", "fact-sequenced-twice", "fact-unsequenced"],
    ],
    [
      "a leaf whose fact waits again",
      () => [
        `insert into journal_pending (fact_id, entry) select fact_id, entry from journal_fact where fact_id = ${factOfLeaf(3)}`,
      ],
      ["fact-pending-and-sequenced"],
    ],
    [
      "another entry put in the queue",
      () => [`update journal_pending set ${flip("entry")} where fact_id = ${lastPending}`],
      ["pending-altered"],
    ],
    [
      "a sequenced fact removed",
      () => [`delete from journal_fact where fact_id = ${factOfLeaf(3)}`],
      ["fact-missing 3"],
    ],
    [
      "an index row removed",
      () => [`delete from journal_index where fact_id = ${factOfLeaf(3)}`],
      ["index-missing", "stream-gap"],
    ],
    [
      "a stream's counter set back",
      () => [`update journal_stream set n = n - 1 where stream = '${streamAt(0)}'`],
      ["stream-gap"],
    ],
    ["a stream removed", () => [`delete from journal_stream where stream = '${streamAt(0)}'`], ["stream-missing"]],
    ["a checkpoint removed", () => ["delete from journal_checkpoint where size = 21"], ["checkpoint-missing 21"]],
    ["the head removed", () => ["delete from journal_head"], ["head-missing"]],
  ])("%s", async (_name, damage, expected) => {
    const checks = await afterDamage(damage());
    expect(damagesOf(checks)).toEqual(expect.arrayContaining([...expected]));
    expect(isValid(checks)).toBe(false);
  });

  test("damages that look alike are told apart", async () => {
    const pendingRemoved = await afterDamage([`delete from journal_pending where fact_id = ${lastPending}`]);
    const middleRemoved = await afterDamage(["delete from journal_leaf where leaf_index = 8"]);
    expect(damagesOf(pendingRemoved)).toEqual(["fact-unsequenced"]);
    expect(damagesOf(middleRemoved)).toEqual(["leaf-missing 8", "fact-unsequenced"]);
    expect(damagesOf(await afterDamage(rewind))).toEqual(["head-behind-checkpoint 20", "fact-unsequenced"]);
  });

  test("at start-up, a damage among the last leaves is found", async () => {
    const undone = db.transaction().execute(async (tx) => {
      await withoutTriggers(tx);
      await sql.raw(`update journal_fact set ${flip("blob")} where fact_id = ${factOfLeaf(17)}`).execute(tx);
      const recent = await verifyRecent(tx, 8);
      expect(damagesOf(recent)).toEqual(["blob-altered 17"]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
  });
});
