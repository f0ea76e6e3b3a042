import type { StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";

/** The public reference under which a structure stands in addresses. */
export const structureReference = async (db: Database, structureId: StructureId): Promise<string> => {
  const { reference } = await db
    .selectFrom("structure")
    .select("reference")
    .where("id", "=", structureId)
    .executeTakeFirstOrThrow();
  return reference;
};
