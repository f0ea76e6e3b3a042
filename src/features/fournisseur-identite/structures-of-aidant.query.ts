import type { CompteId, StructureId } from "#domain/ids.ts";
import { mayAct } from "#domain/may-act.ts";
import type { Database } from "#platform/database.ts";
import { rightColumns } from "#store/right-to-act.ts";

export type StructureOfAidant = { readonly id: StructureId; readonly nom: string; readonly commune: string };

/** The structures for which a person may act for an usager, now, by name. */
export const listStructuresOfAidant = async (
  db: Database,
  compteId: CompteId,
  now: Date,
): Promise<readonly StructureOfAidant[]> => {
  const rows = await db
    .selectFrom("appartenance")
    .innerJoin("compte", "compte.id", "appartenance.compte_id")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .select(["structure.id", "structure.nom", "structure.commune"])
    .select(rightColumns(now))
    .where("appartenance.compte_id", "=", compteId)
    .orderBy("structure.nom")
    .orderBy("structure.id")
    .execute();
  return rows.filter(mayAct).map(({ id, nom, commune }) => ({ id: id as StructureId, nom, commune }));
};
