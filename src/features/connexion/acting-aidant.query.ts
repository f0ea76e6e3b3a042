import type { StructureId } from "#domain/ids.ts";
import { missingToAct } from "#domain/may-act.ts";
import type { Database } from "#platform/database.ts";
import type { ActingAidant, SignedIn } from "#platform/visitor.ts";
import { rightColumns } from "#store/right-to-act.ts";

/** What a public reference may look like: the database takes no zero byte. */
const reference = /^[\w-]{1,64}$/;

/** The person in the structure of that public reference, or null when he does not belong to it. */
export const findActing = async (
  db: Database,
  signedIn: SignedIn,
  structure: string,
  now: Date,
): Promise<ActingAidant | null> => {
  if (!reference.test(structure)) return null;
  const row = await db
    .selectFrom("appartenance")
    .innerJoin("compte", "compte.id", "appartenance.compte_id")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .select(rightColumns(now))
    .select(["structure.id", "structure.nom", "appartenance.aidant", "appartenance.referent"])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom("appartenance as other")
          .select("other.id")
          .whereRef("other.compte_id", "=", "appartenance.compte_id")
          .whereRef("other.id", "<>", "appartenance.id")
          .where("other.etat", "=", "active"),
      ).as("hasOtherStructures"),
    )
    .where("structure.reference", "=", structure)
    .where("appartenance.compte_id", "=", signedIn.compteId)
    .where("appartenance.etat", "=", "active")
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...signedIn,
    structureId: row.id as StructureId,
    structure,
    structureNom: row.nom,
    hasOtherStructures: Boolean(row.hasOtherStructures),
    aidant: row.aidant,
    referent: row.referent,
    missing: missingToAct(row),
  };
};
