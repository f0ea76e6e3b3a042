import type { ConclusionId, StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";

export type JourneyLine = {
  readonly id: ConclusionId;
  readonly step: "brouillon" | "porte-choisie" | "identite-etablie" | "consentement-donne";
  readonly updatedAt: Date;
};

const MOST = 100;

/** The aidant's journeys under way in this structure, last touched first. A draft shows no name. */
export const listJourneys = async (
  db: Database,
  structureId: StructureId,
  compteId: string,
): Promise<readonly JourneyLine[]> => {
  const rows = await db
    .selectFrom("conclusion")
    .select(["id", "step", "updated_at"])
    .where("structure_id", "=", structureId)
    .where("compte_id", "=", compteId)
    .where("step", "in", ["brouillon", "porte-choisie", "identite-etablie", "consentement-donne"])
    .orderBy("updated_at", "desc")
    .limit(MOST)
    .execute();
  return rows.map(({ id, step, updated_at }) => ({
    id: id as ConclusionId,
    step: step as JourneyLine["step"],
    updatedAt: updated_at,
  }));
};
