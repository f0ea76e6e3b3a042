import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "#testing/database.ts";
import { aDocumentPrinted, aJournal, anUuid, testKeys } from "#testing/journal-fixtures.ts";
import { isValid } from "#verifier/finding.ts";
import { hashLeaf, rootOfLeaves } from "#verifier/merkle-tree.ts";
import { startSequencer } from "./journal-sequencer.ts";
import { checkHeadBeforeOffice, hasPending, sequenceOnce } from "./journal-sequencing.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream, serviceOwner } from "./journal-streams.ts";
import { verifyBase } from "./journal-verification.ts";

const opened = await openTestDatabase();
const { db } = opened;
afterAll(opened.close);
const now = () => new Date();

test("before its birth nothing is sequenced", async () => {
  await expect(db.transaction().execute((tx) => sequenceOnce(tx))).rejects.toThrow("not opened");
  await expect(checkHeadBeforeOffice(db)).rejects.toThrow("not opened");
});

describe("sequencing", () => {
  test("pending facts become leaves in the order they were written, batch by batch", async () => {
    const journal = await aJournal(db, testKeys());
    const stream = await journal.aStream();
    const facts = [];
    for (let at = 0; at < 6; at += 1) facts.push(await journal.append(aDocumentPrinted(stream)));

    const rounds = [];
    for (let at = 0; at < 3; at += 1)
      rounds.push(await db.transaction().execute((tx) => sequenceOnce(tx, { batch: 4 })));
    expect(rounds).toEqual([
      { sequenced: 4, size: 4 },
      { sequenced: 3, size: 7 },
      { sequenced: 0, size: 7 },
    ]);

    const leaves = await db.selectFrom("journal_leaf").selectAll().orderBy("leaf_index").execute();
    const checkpoints = await db.selectFrom("journal_checkpoint").selectAll().orderBy("size").execute();
    const head = await db.selectFrom("journal_head").selectAll().executeTakeFirstOrThrow();
    expect(leaves.slice(1).map(({ fact_id }) => fact_id)).toEqual(facts.map(({ id }) => id));
    expect(leaves[6]?.leaf_hash).toEqual(hashLeaf(facts[5]?.entry as Buffer));
    expect(checkpoints.map(({ size }) => size)).toEqual([4, 7]);
    expect(head.root).toEqual(rootOfLeaves(leaves.map(({ leaf_hash }) => leaf_hash)));
    expect(head.root).toEqual(checkpoints[1]?.root);
    expect(head.seal).toEqual(leaves[6]?.seal);
    expect(await hasPending(db)).toBe(false);
  });

  test("A04-18 a sequencer that finds another size than it left stops, and changes nothing", async () => {
    const before = await db.selectFrom("journal_head").selectAll().executeTakeFirstOrThrow();
    const fenced = db.transaction().execute((tx) => sequenceOnce(tx, { expectedSize: before.size - 1 }));
    await expect(fenced).rejects.toThrow(expect.objectContaining({ name: "SequencerFenced" }));
    expect(await db.selectFrom("journal_head").selectAll().executeTakeFirstOrThrow()).toEqual(before);
  });

  test("a head behind its last checkpoint takes no office", async () => {
    const undone = db.transaction().execute(async (tx) => {
      await tx.updateTable("journal_head").set({ size: 6 }).execute();
      await checkHeadBeforeOffice(tx);
    });
    await expect(undone).rejects.toThrow(expect.objectContaining({ name: "JournalBehind" }));
  });

  test("A04-17 a batch cut short at any of its steps leaves the old head, and nothing is lost", async () => {
    const stream = await aStreamOfItsOwn();
    for (let at = 0; at < 3; at += 1) await stream.append();
    const before = await db.selectFrom("journal_head").selectAll().executeTakeFirstOrThrow();
    for (let statement = 1; statement <= 5; statement += 1) {
      const cut = db.transaction().execute(async (tx) => {
        let left = statement;
        await sequenceOnce(
          tx.withPlugin({
            transformQuery: ({ node }) => {
              left -= 1;
              if (left < 0) throw new Error("killed");
              return node;
            },
            transformResult: async ({ result }) => result,
          }) as never,
        );
        throw new Error("killed");
      });
      await expect(cut).rejects.toThrow("killed");
      expect(await db.selectFrom("journal_head").selectAll().executeTakeFirstOrThrow()).toEqual(before);
      expect(isValid(await verifyBase(db, now()))).toBe(true);
    }
    expect((await db.transaction().execute((tx) => sequenceOnce(tx))).sequenced).toBe(3);
    expect(isValid(await verifyBase(db, now()))).toBe(true);
  });
});

const aStreamOfItsOwn = async () => {
  const fact = aDocumentPrinted(`mandat/${anUuid()}`);
  await db
    .transaction()
    .execute((tx) => openJournalStream(tx, { stream: fact.stream, subject: serviceOwner(testKeys()) }));
  return { append: () => db.transaction().execute((tx) => appendToJournal(tx, fact)) };
};

describe("the sequencer", () => {
  test("takes up new facts by itself, and empties the queue before it leaves", async () => {
    const faults: unknown[] = [];
    const sequencer = startSequencer({ database: opened, now, onFault: (error) => faults.push(error), pollMs: 5 });
    const stream = await aStreamOfItsOwn();
    await stream.append();
    for (let tries = 0; tries < 400 && (await hasPending(db)); tries += 1) await wait(5);
    expect(await hasPending(db)).toBe(false);

    for (let at = 0; at < 5; at += 1) await stream.append();
    await sequencer.stop();
    expect(await hasPending(db)).toBe(false);
    expect(faults).toEqual([]);
    expect(isValid(await verifyBase(db, now()))).toBe(true);
  });

  test("asked to stop at once, it stops at once", async () => {
    const sequencer = startSequencer({ database: opened, now, onFault: () => undefined });
    await sequencer.stop();
    expect(await hasPending(db)).toBe(false);
  });
});
