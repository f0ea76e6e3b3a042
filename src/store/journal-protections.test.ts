import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { openTestDatabase } from "#testing/database.ts";
import { aDocumentPrinted, aJournal, anUuid, testKeys } from "#testing/journal-fixtures.ts";
import { ensureJournalPartitions } from "./journal-partitions.ts";

const { db, close } = await openTestDatabase();
afterAll(close);

const coreTables = async () => {
  const { rows } = await sql<{ name: string }>`
    select c.oid::regclass::text as name from pg_class c
    where c.relkind in ('r', 'p') and c.relname ~ '^journal_(fact|leaf|checkpoint)'`.execute(db);
  return rows.map(({ name }) => name);
};

describe("A04-04 the core is append-only", () => {
  test("on every table and partition, UPDATE, DELETE and TRUNCATE are refused to the owner", async () => {
    const tables = await coreTables();
    expect(tables.length).toBeGreaterThanOrEqual(11);
    for (const table of tables)
      for (const statement of [
        `update ${table} set ${table === "journal_checkpoint" ? "root = root" : "fact_id = fact_id"}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ])
        await expect(sql.raw(statement).execute(db), statement).rejects.toThrow("append-only");
  });

  test("replication mode does not switch the triggers off", async () => {
    const replica = db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`delete from journal_fact`.execute(tx);
    });
    await expect(replica).rejects.toThrow("append-only");
  });

  test("an entry of another length or version is refused", async () => {
    for (const entry of [Buffer.alloc(65, 2), Buffer.alloc(64, 1)])
      await expect(
        db
          .insertInto("journal_fact")
          .values({ fact_id: anUuid(), key_id: null, blob: Buffer.of(1), entry })
          .execute(),
      ).rejects.toThrow("check");
  });
});

describe("partitions", () => {
  test("this month and the next three are ready, each append-only", async () => {
    const tables = await coreTables();
    const now = new Date();
    for (let ahead = 0; ahead <= 3; ahead += 1) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)).toISOString();
      expect(tables).toContain(`journal_fact_${month.slice(0, 4)}_${month.slice(5, 7)}`);
    }
  });

  test("a missing month is made again", async () => {
    expect(await ensureJournalPartitions(db)).toBe(0);
    const month = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 3, 1)).toISOString();
    await sql.raw(`drop table journal_fact_${month.slice(0, 4)}_${month.slice(5, 7)}`).execute(db);
    expect(await ensureJournalPartitions(db)).toBe(1);
  });

  test("no fact falls into the default partition", async () => {
    const journal = await aJournal(db, testKeys());
    await journal.append(aDocumentPrinted(await journal.aStream()));
    const { rows } = await sql<{ count: number }>`select count(*) as count from journal_fact_default`.execute(db);
    expect(Number(rows[0]?.count)).toBe(0);
  });

  test("years ahead, new partitions are made once, and protected like the others", async () => {
    const later = new Date("2031-12-15T10:00:00Z");
    const make = () => sql<{ made: number }>`select journal_ensure_partitions(${later}, 16777216) as made`.execute(db);
    expect((await make()).rows[0]?.made).toBe(5);
    expect((await make()).rows[0]?.made).toBe(0);
    expect(await coreTables()).toEqual(expect.arrayContaining(["journal_fact_2032_03", "journal_leaf_2"]));
    await expect(sql`truncate journal_fact_2032_03`.execute(db)).rejects.toThrow("append-only");
  });
});
