import type { IdentitePivot } from "#domain/identite.ts";
import type { UsagerId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys, Subject } from "#platform/keys.ts";
import { openJoinedSubject } from "./data-key-store.ts";
import { openIdentite, usagerColumns } from "./usager-store.ts";

export type OpenedUsager = { readonly id: UsagerId; readonly subject: Subject; readonly identite: IdentitePivot };

/**
 * Holds the usager until the transaction ends, and opens his identity: two conclusions for him wait for each other
 * (chapter 03 §8, point 2). The caller reached him through a journey of its own structure.
 */
export const lockUsager = async (tx: Tx, keys: Keys, id: UsagerId): Promise<OpenedUsager> => {
  const row = await tx
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .where("usager.id", "=", id)
    .where("data_key.destroyed_at", "is", null)
    .forUpdate("usager")
    .executeTakeFirstOrThrow();
  return { id, subject: openJoinedSubject(keys, row), identite: openIdentite(keys, row) };
};
