import { afterAll, describe, expect, test } from "vitest";
import { encodeFact, parseFact, type Stream } from "#domain/fact.ts";
import { openTestDatabase } from "#testing/database.ts";
import { aDocumentPrinted, aJournal, anUuid, testKeys } from "#testing/journal-fixtures.ts";
import { entryCoversBlob, entryCoversFact, SALT_LENGTH } from "#verifier/entry.ts";
import { openFromStream } from "./journal-sealing.ts";
import { appendToJournal } from "./journal-store.ts";
import { streamKeyCell } from "./journal-streams.ts";

const { db, close } = await openTestDatabase();
const keys = testKeys();
const journal = await aJournal(db, keys);
afterAll(close);

const countOf = async (table: "journal_fact" | "journal_pending" | "journal_index") =>
  Number((await db.selectFrom(table).select(db.fn.countAll().as("count")).executeTakeFirstOrThrow()).count);

describe("writing a fact", () => {
  test("it is stored sealed, waits to be sequenced, and can be found", async () => {
    const stream = await journal.aStream();
    const mandat = stream.slice("mandat/".length) as ReturnType<typeof anUuid>;
    const fact = aDocumentPrinted(stream, mandat);
    const { id, n, entry } = await journal.append(fact);

    const stored = await db.selectFrom("journal_fact").selectAll().where("fact_id", "=", id).executeTakeFirstOrThrow();
    const index = await db.selectFrom("journal_index").selectAll().where("fact_id", "=", id).executeTakeFirstOrThrow();
    const pending = await db.selectFrom("journal_pending").select("entry").where("fact_id", "=", id).execute();
    expect(n).toBe(1);
    expect(stored.entry.equals(entry)).toBe(true);
    expect(entryCoversBlob(stored.entry, stored.blob)).toBe(true);
    expect(pending.map((row) => row.entry.equals(entry))).toEqual([true]);
    expect(index).toMatchObject({
      type: "DocumentPrinted",
      stream,
      n: 1,
      mandat_id: mandat,
      usager_id: null,
      aidant_id: fact.actor.id,
      structure_id: "structure" in fact.actor ? fact.actor.structure : null,
    });
  });

  test("only the stream's private half opens it, and it means what was told", async () => {
    const stream = await journal.aStream();
    const fact = aDocumentPrinted(stream);
    const { id, n, entry } = await journal.append(fact);
    const { blob } = await db
      .selectFrom("journal_fact")
      .select("blob")
      .where("fact_id", "=", id)
      .executeTakeFirstOrThrow();
    const privateKey = await privateKeyOf(stream);

    const plain = await openFromStream(privateKey, id, blob);
    const canonical = plain.subarray(SALT_LENGTH);
    expect(parseFact(canonical.toString())).toEqual({ ...fact, id, n });
    expect(canonical.toString()).toBe(encodeFact({ ...fact, id, n }));
    expect(entryCoversFact(entry, plain.subarray(0, SALT_LENGTH), canonical)).toBe(true);

    const other = await privateKeyOf(await journal.aStream());
    await expect(openFromStream(other, id, blob)).rejects.toThrow();
    await expect(openFromStream(privateKey, anUuid(), blob)).rejects.toThrow();
  });

  test("positions of a stream follow each other without gap, whatever the other streams do", async () => {
    const [one, two] = [await journal.aStream(), await journal.aStream()];
    const positions = [];
    for (const stream of [one, two, one, one, two]) positions.push((await journal.append(aDocumentPrinted(stream))).n);
    expect(positions).toEqual([1, 1, 2, 3, 2]);
  });

  test("A04-08 a transaction that rolls back leaves none, and its position is given again", async () => {
    const stream = await journal.aStream();
    const before = await Promise.all([countOf("journal_fact"), countOf("journal_pending"), countOf("journal_index")]);
    const undone = db.transaction().execute(async (tx) => {
      await appendToJournal(tx, aDocumentPrinted(stream));
      throw new Error("the act fails");
    });
    await expect(undone).rejects.toThrow("the act fails");
    const after = await Promise.all([countOf("journal_fact"), countOf("journal_pending"), countOf("journal_index")]);
    expect(after).toEqual(before);
    expect((await journal.append(aDocumentPrinted(stream))).n).toBe(1);
  });

  test("a position that was taken, then undone, or moved by others, is asked again", async () => {
    const stream = await journal.aStream();
    expect((await journal.append(aDocumentPrinted(stream))).n).toBe(1);
    await db.updateTable("journal_stream").set({ n: 5 }).where("stream", "=", stream).execute();
    expect((await journal.append(aDocumentPrinted(stream))).n).toBe(6);
    await db.deleteFrom("journal_stream").where("stream", "=", stream).execute();
    await expect(journal.append(aDocumentPrinted(stream))).rejects.toThrow("has no stream");
    await journal.open(stream);
    await db.updateTable("journal_stream").set({ n: 6 }).where("stream", "=", stream).execute();
    const { id } = await journal.append(aDocumentPrinted(stream));
    const { blob } = await db
      .selectFrom("journal_fact")
      .select("blob")
      .where("fact_id", "=", id)
      .executeTakeFirstOrThrow();
    expect((await openFromStream(await privateKeyOf(stream), id, blob)).length).toBeGreaterThan(SALT_LENGTH);
  });

  test("several facts of one transaction follow each other", async () => {
    const stream = await journal.aStream();
    const facts = await db
      .transaction()
      .execute(async (tx) => [
        await appendToJournal(tx, aDocumentPrinted(stream)),
        await appendToJournal(tx, aDocumentPrinted(stream)),
        await appendToJournal(tx, aDocumentPrinted(stream)),
      ]);
    expect(facts.map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  test("a stream that was never opened is a fault", async () => {
    const stream: Stream = `mandat/${anUuid()}`;
    await expect(journal.append(aDocumentPrinted(stream))).rejects.toThrow(
      expect.objectContaining({ name: "StreamNotOpen" }),
    );
  });

  test("the log is born once, with its first fact", async () => {
    await expect(aJournal(db, keys)).rejects.toThrow();
    const first = await db.selectFrom("journal_index").selectAll().where("stream", "=", "systeme/journal").execute();
    expect(first.map(({ type, n }) => ({ type, n }))).toEqual([{ type: "JournalEpochOpened", n: 1 }]);
  });
});

const privateKeyOf = async (stream: string) => {
  const row = await db
    .selectFrom("journal_stream")
    .select("private_key_sealed")
    .where("stream", "=", stream)
    .executeTakeFirstOrThrow();
  return keys.openForService(streamKeyCell(stream), row.private_key_sealed);
};
