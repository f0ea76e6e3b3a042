import type { CompteId, ConclusionId, StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import { IDENTIFICATION_MS } from "#store/identification-store.ts";

type Asked = {
  readonly structureId: StructureId;
  readonly compteId: CompteId;
  readonly conclusionId: ConclusionId;
  readonly now: Date;
};

/** True while an identity waits, unseen, for the aidant of the journey to say that the same person is back. */
export const isConfirmationAsked = async (
  db: Database,
  { structureId, compteId, conclusionId, now }: Asked,
): Promise<boolean> => {
  const row = await db
    .selectFrom("identification")
    .select("id")
    .where("conclusion_id", "=", conclusionId)
    .where("structure_id", "=", structureId)
    .where("compte_id", "=", compteId)
    .where("outcome", "=", "a-confirmer")
    .where("closed_at", ">", new Date(now.getTime() - IDENTIFICATION_MS))
    .executeTakeFirst();
  return row !== undefined;
};
