import type { CompteId } from "#domain/ids.ts";
import type { AidantIdentity } from "#domain/self-mandat.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { compteCell, type IdentiteCompte } from "#store/compte-store.ts";
import { dataKeyColumns, openJoinedSubject } from "#store/data-key-store.ts";

/** Name and professional address of the aidant, to tell that an usager is not himself (chapter 03 §18.2). */
export const aidantIdentity = async (db: Database | Tx, keys: Keys, compteId: CompteId): Promise<AidantIdentity> => {
  const row = await db
    .selectFrom("compte")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select(["compte.identite_sealed", "compte.courriel_sealed", ...dataKeyColumns])
    .where("compte.id", "=", compteId)
    .executeTakeFirstOrThrow();
  const subject = openJoinedSubject(keys, row);
  const identite = subject.open("identite", compteCell("identite", compteId), row.identite_sealed);
  const courriel = subject.open("contact", compteCell("courriel", compteId), row.courriel_sealed).toString();
  const { prenom, nom } = JSON.parse(identite.toString()) as IdentiteCompte;
  return { prenom, nom, courriel };
};
