import { randomBytes, randomUUID } from "node:crypto";
import type { Uuid } from "#domain/ids.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys, Subject } from "#platform/keys.ts";
import type { SocleTables } from "#platform/tables/socle.ts";

type SubjectKind = SocleTables["data_key"]["subject_kind"];

/** Draws and wraps a data key for a new subject (chapter 04 K1, K3). */
export const createSubject = async (
  tx: Tx,
  keys: Keys,
  { kind, id, now }: { readonly kind: SubjectKind; readonly id: Uuid; readonly now: Date },
): Promise<Subject> => {
  const dek = randomBytes(32);
  const keyId = randomUUID();
  await tx
    .insertInto("data_key")
    .values({
      key_id: keyId,
      subject_kind: kind,
      subject_id: id,
      kek_version: keys.kekVersion,
      wrapped: keys.wrap(dek, keyId, kind),
      created_at: now,
      destroyed_at: null,
    })
    .execute();
  return keys.subject(dek, keyId);
};

/** A data key's row as a join brings it: `select(dataKeyColumns)` beside the sealed columns of a page's rows. */
export type DataKeyRow = {
  readonly key_id: string;
  readonly subject_kind: string;
  readonly kek_version: number;
  readonly wrapped: Buffer;
};
export const dataKeyColumns = [
  "data_key.key_id",
  "data_key.subject_kind",
  "data_key.kek_version",
  "data_key.wrapped",
] as const;

/** Opens the key of a joined row. A destroyed key opens nothing: its row must have been left out by the query. */
export const openJoinedSubject = (keys: Keys, row: DataKeyRow): Subject =>
  keys.openSubject({
    keyId: row.key_id,
    kind: row.subject_kind,
    kekVersion: row.kek_version,
    wrapped: row.wrapped,
  });

/** Opens a subject's key, or null once it was destroyed. */
export const findSubject = async (db: Database | Tx, keys: Keys, keyId: string): Promise<Subject | null> => {
  const row = await db
    .selectFrom("data_key")
    .select(dataKeyColumns)
    .where("key_id", "=", keyId)
    .where("destroyed_at", "is", null)
    .executeTakeFirst();
  return row ? openJoinedSubject(keys, row) : null;
};
