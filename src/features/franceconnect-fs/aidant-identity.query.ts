import type { CompteId } from "#domain/ids.ts";
import type { AidantIdentity } from "#domain/self-mandat.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { openCompte, sealedCompteColumns } from "#store/compte-store.ts";

/** Name and professional address of the aidant, to tell that an usager is not himself (chapter 03 §18.2). */
export const aidantIdentity = async (db: Database | Tx, keys: Keys, compteId: CompteId): Promise<AidantIdentity> => {
  const row = await db
    .selectFrom("compte")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select(sealedCompteColumns)
    .where("compte.id", "=", compteId)
    .executeTakeFirstOrThrow();
  return openCompte(keys, row);
};
