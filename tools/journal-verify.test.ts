import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "#platform/migrate.ts";
import { openDatabase } from "#platform/open-database.ts";
import { sequenceOnce } from "#store/journal-sequencing.ts";
import { withoutTriggers } from "#testing/journal-damage.ts";
import { aDocumentPrinted, aJournal, testKeys } from "#testing/journal-fixtures.ts";
import { main } from "./journal-verify.ts";

const directory = mkdtempSync(join(tmpdir(), "aidants-connect-essai-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const open = () => openDatabase({ directory });

beforeAll(async () => {
  const { db, close } = await open();
  await migrate(db, join(import.meta.dirname, "../migrations"));
  const journal = await aJournal(db, testKeys());
  const stream = await journal.aStream();
  for (let at = 0; at < 5; at += 1) await journal.append(aDocumentPrinted(stream));
  await db.transaction().execute((tx) => sequenceOnce(tx));
  await close();
});

const run = async (args: readonly string[], env: Record<string, string> = { AC_DATA_DIR: directory }) => {
  const [out, err] = [[] as string[], [] as string[]];
  const code = await main(args, env, { write: (text) => out.push(text) }, { write: (text) => err.push(text) });
  return { code, out: out.join(""), err: err.join("") };
};

describe("journal:verify", () => {
  test("a valid journal: 0, each check in words", async () => {
    const { code, out } = await run([]);
    expect(out).toContain("valid    leaves (6 examined)");
    expect(out).toContain("The journal is valid.");
    expect(code).toBe(0);
  });

  test("--json gives one object per check", async () => {
    const { code, out } = await run(["--json"]);
    const checks = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(checks.map(({ check, result }) => `${check} ${result}`)).toEqual(
      ["leaves", "head", "pending", "states", "streams", "index", "delay"].map((check) => `${check} valid`),
    );
    expect(code).toBe(0);
  });

  test("--recent looks at the last leaves only", async () => {
    const { code, out } = await run(["--recent", "2"]);
    expect(out).toContain("leaves (2 examined)");
    expect(code).toBe(0);
  });

  test("beside a running service, a copy is verified", async () => {
    const service = await open();
    const { code, out, err } = await run([]);
    await service.close();
    expect(err).toContain("a copy of its database is verified");
    expect(out).toContain("The journal is valid.");
    expect(code).toBe(0);
  });

  test.each([
    [["--fast"]],
    [["--recent", "0"]],
    [["--recent", "many"]],
    [["extra"]],
  ])("%j is a misuse: 2", async (args) => {
    const { code, err } = await run(args);
    expect(err).toContain("Usage:");
    expect(code).toBe(2);
  });

  test("--open without the service's keys is a misuse: 2, each missing variable named", async () => {
    const { code, err } = await run(["--open"]);
    expect(err).toContain("AC_CLE_KEK is required");
    expect(code).toBe(2);
  });

  test("no database there: 3, and none is made", async () => {
    const { code, err } = await run([], { AC_DATA_DIR: join(directory, "absent") });
    expect(err).toContain("There is no embedded database");
    expect(code).toBe(3);
  });

  test("a server that does not answer: 3", async () => {
    const { code, err } = await run([], { DATABASE_URL: "postgres://127.0.0.1:1/absent" });
    expect(err).toContain("cannot be read");
    expect(code).toBe(3);
  });

  test("A04-05 one byte changed: 1, and the leaf is named", async () => {
    const { db, close } = await open();
    await withoutTriggers(db);
    await sql`update journal_fact set blob = set_byte(blob, 40, get_byte(blob, 40) # 1)
      where fact_id = (select fact_id from journal_leaf where leaf_index = 3)`.execute(db);
    await close();
    const { code, out } = await run([]);
    expect(out).toContain("blob-altered: The stored blob of leaf 3");
    expect(out).toContain("THE JOURNAL IS NOT VALID.");
    expect(code).toBe(1);
  });
});
