import type { CompteId, StructureId } from "#domain/ids.ts";
import { type ConditionToAct, missingToAct } from "#domain/may-act.ts";
import type { Database } from "#platform/database.ts";
import { readRightToAct } from "#store/right-to-act.ts";

export type StructureOfMine = {
  readonly reference: string;
  readonly nom: string;
  readonly commune: string;
  readonly aidant: boolean;
  readonly referent: boolean;
  readonly missing: readonly ConditionToAct[];
};

/** The structures to which a person belongs, by name. */
export const listStructuresOfMine = async (
  db: Database,
  compteId: CompteId,
  now: Date,
): Promise<readonly StructureOfMine[]> => {
  const rows = await db
    .selectFrom("appartenance")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .select(["structure.id", "reference", "nom", "commune", "aidant", "referent"])
    .where("compte_id", "=", compteId)
    .where("appartenance.etat", "=", "active")
    .orderBy("nom")
    .orderBy("reference")
    .execute();
  const structures: StructureOfMine[] = [];
  for (const { id, ...structure } of rows) {
    const right = await readRightToAct(db, id as StructureId, compteId, now);
    structures.push({ ...structure, missing: missingToAct(right) });
  }
  return structures;
};
