import type { CompteId, StructureId } from "#domain/ids.ts";
import { missingToAct } from "#domain/may-act.ts";
import type { Database } from "#platform/database.ts";
import { readRightToAct } from "#store/right-to-act.ts";

export type StructureOfAidant = { readonly id: StructureId; readonly nom: string; readonly commune: string };

/** The structures for which a person may act for an usager, now, by name. */
export const listStructuresOfAidant = async (
  db: Database,
  compteId: CompteId,
  now: Date,
): Promise<readonly StructureOfAidant[]> => {
  const rows = await db
    .selectFrom("appartenance")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .select(["structure.id", "structure.nom", "structure.commune"])
    .where("appartenance.compte_id", "=", compteId)
    .where("appartenance.etat", "=", "active")
    .where("appartenance.aidant", "=", true)
    .orderBy("structure.nom")
    .orderBy("structure.id")
    .execute();
  const structures: StructureOfAidant[] = [];
  for (const { id, ...words } of rows) {
    const structureId = id as StructureId;
    const missing = missingToAct(await readRightToAct(db, structureId, compteId, now));
    if (missing.length === 0) structures.push({ id: structureId, ...words });
  }
  return structures;
};
