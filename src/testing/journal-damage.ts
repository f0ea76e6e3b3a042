import { sql } from "kysely";
import type { Stream } from "#domain/fact.ts";
import type { Database, Tx } from "#platform/database.ts";
import { sequenceOnce } from "#store/journal-sequencing.ts";
import { verifyBase } from "#store/journal-verification.ts";
import type { Check } from "#verifier/finding.ts";
import { aDocumentPrinted, aJournal, testKeys } from "./journal-fixtures.ts";

/** Leaves of the journal that the damage is done to. */
export const SIZE = 21;

/** 21 leaves in five batches, on three streams and the log's own, then two facts that still wait. */
export const aSequencedJournal = async (db: Database): Promise<readonly [Stream, Stream, Stream]> => {
  const journal = await aJournal(db, testKeys());
  const streams = [await journal.aStream(), await journal.aStream(), await journal.aStream()] as const;
  const append = (at: number) => journal.append(aDocumentPrinted(streams[at % 3] as Stream));
  for (let at = 0; at < SIZE - 1; at += 1) await append(at);
  for (let round = 0; round < 5; round += 1) await db.transaction().execute((tx) => sequenceOnce(tx, { batch: 5 }));
  await append(0);
  await append(1);
  return [...streams];
};

/** Each finding as its damage and, where it has one, its index. */
export const damagesOf = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(({ findings }) =>
    findings.map(({ damage, index }) => (index === undefined ? damage : `${damage} ${index}`)),
  );

/** Damages the database as its owner could, triggers off, looks, and undoes it all. */
export const afterDamage = async <T = readonly Check[]>(
  db: Database,
  statements: readonly string[],
  look: (tx: Tx) => Promise<T> = (tx) => verifyBase(tx, new Date()) as Promise<T>,
): Promise<T> => {
  const tx = await db.startTransaction().execute();
  try {
    await withoutTriggers(tx);
    for (const statement of statements) await sql.raw(statement).execute(tx);
    return await look(tx);
  } finally {
    await tx.rollback().execute();
  }
};

export const withoutTriggers = async (db: Database | Tx): Promise<void> => {
  const { rows } = await sql<{ name: string }>`
    select tgrelid::regclass::text as name from pg_trigger where tgname = 'journal_append_only'`.execute(db);
  for (const { name } of rows) await sql.raw(`alter table ${name} disable trigger journal_append_only`).execute(db);
};

/** SQL that changes one bit of one byte of a column. */
export const flip = (column: string, at = 40): string =>
  `${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1)`;

export const factOfLeaf = (index: number): string => `(select fact_id from journal_leaf where leaf_index = ${index})`;
