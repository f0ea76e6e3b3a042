import type { ConclusionId, StructureId } from "#domain/ids.ts";
import { anAcceptedConclusion, type MandatOptions } from "./a-mandat.ts";
import type { World } from "./world.ts";

export const countMandats = async ({ db }: World, structureId: StructureId): Promise<number> =>
  (await db.selectFrom("mandat").select("id").where("structure_id", "=", structureId).execute()).length;

export const stepOf = async ({ db }: World, id: ConclusionId): Promise<string> =>
  (await db.selectFrom("conclusion").select("step").where("id", "=", id).executeTakeFirstOrThrow()).step;

/** A journey accepted by its usager, in a structure of its own, waiting for its aidant to conclude. */
export const anAccepted = async (world: World, options: MandatOptions = {}) => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const { conclusionId, usagerId } = await anAcceptedConclusion(world, structure, aidant, options);
  const journey = { structure: structure.reference, conclusionId };
  return { structure, aidant, conclusionId, usagerId, journey };
};
