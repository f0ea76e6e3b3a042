import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Stream } from "#domain/fact.ts";
import { openTestDatabase } from "#testing/database.ts";
import { afterDamage, aSequencedJournal, damagesOf, factOfLeaf, flip } from "#testing/journal-damage.ts";
import { anUuid } from "#testing/journal-fixtures.ts";
import { type Damage, isValid } from "#verifier/finding.ts";

const { db, close } = await openTestDatabase();
let streams: readonly Stream[] = [];
afterAll(close);
beforeAll(async () => {
  streams = await aSequencedJournal(db);
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
      () => [`update journal_stream set n = n - 1 where stream = '${streams[0]}'`],
      ["stream-gap"],
    ],
    ["a stream removed", () => [`delete from journal_stream where stream = '${streams[0]}'`], ["stream-missing"]],
    ["a checkpoint removed", () => ["delete from journal_checkpoint where size = 21"], ["checkpoint-missing 21"]],
    ["the head removed", () => ["delete from journal_head"], ["head-missing"]],
  ])("%s", async (_name, damage, expected) => {
    const checks = await afterDamage(db, damage());
    expect(damagesOf(checks)).toEqual(expect.arrayContaining([...expected]));
    expect(isValid(checks)).toBe(false);
  });

  test("damages that look alike are told apart", async () => {
    const pendingRemoved = await afterDamage(db, [`delete from journal_pending where fact_id = ${lastPending}`]);
    const middleRemoved = await afterDamage(db, ["delete from journal_leaf where leaf_index = 8"]);
    expect(damagesOf(pendingRemoved)).toEqual(["fact-unsequenced"]);
    expect(damagesOf(middleRemoved)).toEqual(["leaf-missing 8", "fact-unsequenced"]);
    expect(damagesOf(await afterDamage(db, rewind))).toEqual(["head-behind-checkpoint 20", "fact-unsequenced"]);
  });
});
