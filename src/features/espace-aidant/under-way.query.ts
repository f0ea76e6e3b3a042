import { sql } from "kysely";
import type { CompteId, ConclusionId, StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import { isLive } from "#store/mandat-status.ts";

const DAY_MS = 86_400_000;
const SOON_MS = 30 * DAY_MS;
const SHOWN = 3;
/** Beyond it a count says « plus de 100 »: counting further costs more than it tells. */
const COUNTED = 100;

const stepsUnderWay = ["brouillon", "porte-choisie", "identite-etablie", "consentement-donne"] as const;
export type StepUnderWay = (typeof stepsUnderWay)[number];

export type UnderWay = {
  /** The aidant's own journeys not yet over, last touched first; no name: a draft has none to show. */
  readonly journeys: readonly { readonly id: ConclusionId; readonly step: StepUnderWay; readonly updatedAt: Date }[];
  readonly hasMoreJourneys: boolean;
  /** Usagers of the structure with an autorisation that ends within 30 days; at most 101. */
  readonly endingSoon: number;
};

/** What waits for an aidant in a structure: his journeys, and the terms to come. */
export const findUnderWay = async (
  db: Database,
  structureId: StructureId,
  compteId: CompteId,
  now: Date,
): Promise<UnderWay> => {
  const journeys = await db
    .selectFrom("conclusion")
    .select(["id", "step", "updated_at as updatedAt"])
    .where("structure_id", "=", structureId)
    .where("compte_id", "=", compteId)
    .where("step", "in", stepsUnderWay)
    .orderBy("updated_at", "desc")
    .limit(SHOWN + 1)
    .execute();
  const { rows } = await sql<{ soon: number }>`select count(*)::int as soon from (
    select distinct usager_id from autorisation where structure_id = ${structureId} and ${isLive("autorisation", now)}
      and term_instant <= ${new Date(now.getTime() + SOON_MS)} limit ${COUNTED + 1}) as ending`.execute(db);
  return {
    journeys: journeys.slice(0, SHOWN).map(({ id, step, updatedAt }) => ({
      id: id as ConclusionId,
      step: step as StepUnderWay,
      updatedAt,
    })),
    hasMoreJourneys: journeys.length > SHOWN,
    endingSoon: rows[0]?.soon ?? 0,
  };
};
