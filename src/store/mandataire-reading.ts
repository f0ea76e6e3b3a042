import type { AidantPrinted, MandatairePrinted } from "#domain/document-mandat.ts";
import type { CompteId, StructureId } from "#domain/ids.ts";
import type { AidantIdentity } from "#domain/self-mandat.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { openCompte, sealedCompteColumns } from "./compte-store.ts";

export type Mandataire = {
  readonly structure: MandatairePrinted;
  readonly aidant: AidantPrinted & AidantIdentity;
};

/** The structure and the aidant of an act, as a mandat names them. */
export const readMandataire = async (
  db: Database | Tx,
  keys: Keys,
  structureId: StructureId,
  compteId: CompteId,
): Promise<Mandataire> => {
  const row = await db
    .selectFrom("structure")
    .innerJoin("appartenance", "appartenance.structure_id", "structure.id")
    .innerJoin("compte", "compte.id", "appartenance.compte_id")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select(["structure.nom", "structure.siret", "structure.adresse", "structure.code_postal as codePostal"])
    .select(["structure.commune", "structure.telephone", "structure.courriel", ...sealedCompteColumns])
    .where("structure.id", "=", structureId)
    .where("compte.id", "=", compteId)
    .executeTakeFirstOrThrow();
  const { prenom, nom, profession, courriel: address } = openCompte(keys, row);
  const { siret, adresse, codePostal, commune, telephone, courriel } = row;
  return {
    structure: { nom: row.nom, siret, adresse, codePostal, commune, telephone, courriel },
    aidant: { prenom, nom, profession, courriel: address },
  };
};
