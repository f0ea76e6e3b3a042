import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import type { Stream } from "#domain/fact.ts";
import { openTestDatabase } from "#testing/database.ts";
import { aDocumentPrinted, aJournal, anUuid, testKeys } from "#testing/journal-fixtures.ts";
import { createSubject } from "./data-key-store.ts";
import { verifyMeanings } from "./journal-meaning.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream } from "./journal-streams.ts";

const { db, close } = await openTestDatabase();
const keys = testKeys();
const journal = await aJournal(db, keys);
afterAll(close);

/** A mandat's stream, its private half under its usager's key. */
const aStreamOfAnUsager = async () => {
  const stream: Stream = `mandat/${anUuid()}`;
  const keyId = await db.transaction().execute(async (tx) => {
    const subject = await createSubject(tx, keys, { kind: "usager", id: anUuid(), now: new Date() });
    await openJournalStream(tx, { stream, subject });
    await appendToJournal(tx, aDocumentPrinted(stream));
    return subject.keyId;
  });
  return { stream, keyId };
};

describe("opening the journal with the service's keys", () => {
  test("every fact means what was published", async () => {
    await aStreamOfAnUsager();
    await journal.append(aDocumentPrinted(await journal.aStream()));
    expect(await verifyMeanings(db, keys)).toMatchObject({ check: "meaning", result: "valid", examined: 3, found: 0 });
  });

  test("a shredded mandat and a shredded usager are passed over, the others are still read", async () => {
    const before = (await verifyMeanings(db, keys)).examined;
    const [one, two] = [await aStreamOfAnUsager(), await aStreamOfAnUsager()];
    expect((await verifyMeanings(db, keys)).examined).toBe(before + 2);
    await db.deleteFrom("journal_stream").where("stream", "=", one.stream).execute();
    await db
      .updateTable("data_key")
      .set({ wrapped: Buffer.alloc(0), destroyed_at: new Date() })
      .where("key_id", "=", two.keyId)
      .execute();
    expect(await verifyMeanings(db, keys)).toMatchObject({ result: "valid", examined: before });
  });

  test.each([
    ["kind", { type: "MandatRevoked" }],
    ["mandat", { mandat_id: anUuid() }],
    ["aidant", { aidant_id: anUuid() }],
    ["usager", { usager_id: anUuid() }],
  ])("an index that tells another %s than the fact is found", async (_name, lie) => {
    const stream = await journal.aStream();
    const { id } = await journal.append(aDocumentPrinted(stream));
    const row = await db.selectFrom("journal_index").selectAll().where("fact_id", "=", id).executeTakeFirstOrThrow();
    await db.updateTable("journal_index").set(lie).where("fact_id", "=", id).execute();
    const check = await verifyMeanings(db, keys);
    expect(check.findings).toEqual([
      { damage: "meaning-altered", fact: id, message: `The index says something else than fact ${id}.` },
    ]);
    await db.updateTable("journal_index").set(row).where("fact_id", "=", id).execute();
    expect((await verifyMeanings(db, keys)).result).toBe("valid");
  });

  test("a blob put in the place of another does not open", async () => {
    const [one, two] = [
      await journal.append(aDocumentPrinted(await journal.aStream())),
      await journal.append(aDocumentPrinted(await journal.aStream())),
    ];
    const undone = db.transaction().execute(async (tx) => {
      await sql`alter table journal_fact disable trigger journal_append_only`.execute(tx);
      await sql`update journal_fact set blob = (select blob from journal_fact where fact_id = ${one.id})
        where fact_id = ${two.id}`.execute(tx);
      const check = await verifyMeanings(tx, keys);
      expect(check.findings.map(({ damage, fact }) => ({ damage, fact }))).toEqual([
        { damage: "fact-unreadable", fact: two.id },
      ]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
  });
});
