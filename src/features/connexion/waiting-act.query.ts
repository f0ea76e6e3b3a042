import type { CompteId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";

/** The name of one of this person's structures, by its identifier or by the reference that a URL carries. */
export const findNameOfMyStructure = async (
  db: Database,
  compteId: CompteId,
  structure: { readonly id: string } | { readonly reference: string },
): Promise<string | null> => {
  const row = await db
    .selectFrom("appartenance")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .select("structure.nom")
    .where("appartenance.compte_id", "=", compteId)
    .where("appartenance.etat", "=", "active")
    .where((eb) =>
      "id" in structure ? eb("structure.id", "=", structure.id) : eb("structure.reference", "=", structure.reference),
    )
    .executeTakeFirst();
  return row?.nom ?? null;
};
