import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase } from "#testing/database.ts";
import { splitStatements } from "./migrate.ts";

const opened = await openTestDatabase();
const { db } = opened;
afterAll(opened.close);

test("both databases read the same types: numbers, days, instants, bytes, lists", async () => {
  const { rows } = await sql`select 9007199254740991::int8 as number, date '2028-02-29' as day,
    timestamptz '2028-02-29T23:00:00Z' as instant, '\\x00ff'::bytea as bytes,
    array['\\x01'::bytea, '\\xffee'::bytea] as list, array[]::bytea[] as nothing, '{"a":[1]}'::jsonb as json`.execute(
    db,
  );

  expect(rows).toEqual([
    {
      number: Number.MAX_SAFE_INTEGER,
      day: "2028-02-29",
      instant: new Date("2028-02-29T23:00:00Z"),
      bytes: Buffer.of(0, 255),
      list: [Buffer.of(1), Buffer.of(255, 238)],
      nothing: [],
      json: { a: [1] },
    },
  ]);
});

test("a transaction under way is not joined by another request", async () => {
  const order: string[] = [];
  const first = db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx);
    order.push("first began");
    await new Promise((resolve) => setTimeout(resolve, 20));
    await tx
      .insertInto("rate_event")
      .values({ surface: "s", subject: Buffer.of(1), at: new Date() })
      .execute();
    throw new Error("rolled back");
  });
  const second = db
    .insertInto("rate_event")
    .values({ surface: "s", subject: Buffer.of(2), at: new Date() })
    .execute();

  await expect(first).rejects.toThrow("rolled back");
  await second;

  expect(order).toEqual(["first began"]);
  const kept = await db.selectFrom("rate_event").select("subject").execute();
  expect(kept).toEqual([{ subject: Buffer.of(2) }]);
});

test("a migration is cut at the semicolons that end statements", () => {
  const script = "select ';'; -- a; comment\ncreate function f() as $$ begin; end $$;\n select 1-2";

  expect(splitStatements(script)).toEqual(["select ';'", "create function f() as $$ begin; end $$", "select 1-2"]);
});
