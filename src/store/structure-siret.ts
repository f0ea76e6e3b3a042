import type { StructureId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";

/** SIRET of a structure, 14 digits. */
export const findSiret = async (tx: Tx, structureId: StructureId): Promise<string> => {
  const { siret } = await tx
    .selectFrom("structure")
    .select("siret")
    .where("id", "=", structureId)
    .executeTakeFirstOrThrow();
  return siret;
};
