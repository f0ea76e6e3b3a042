import type { Conclusion } from "#domain/conclusion.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { CompteId, ConclusionId, MandatId, StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import type { Keys, Subject } from "#platform/keys.ts";
import { conclusionColumns, toConclusion } from "#store/conclusion-row.ts";
import { type DataKeyRow, openJoinedSubject } from "#store/data-key-store.ts";
import { openIdentite, type UsagerRow } from "#store/usager-store.ts";

export type Journey = {
  readonly conclusion: Conclusion;
  /** Known from the identification to the end. */
  readonly usager: { readonly identite: IdentitePivot; readonly subject: Subject } | null;
  readonly mandat: {
    readonly id: MandatId;
    readonly numero: string;
    readonly termDay: string;
    readonly concludedAt: Date;
  } | null;
};
type Owner = { readonly structureId: StructureId; readonly compteId: CompteId };

/** A journey of this aidant in this structure; null for anybody else's. */
export const findJourney = async (
  db: Database,
  keys: Keys,
  { structureId, compteId }: Owner,
  id: ConclusionId,
): Promise<Journey | null> => {
  const row = await db
    .selectFrom("conclusion")
    .leftJoin("usager", "usager.id", "conclusion.usager_id")
    .leftJoin("data_key", "data_key.key_id", "usager.key_id")
    .leftJoin("mandat", "mandat.conclusion_id", "conclusion.id")
    .select([...conclusionColumns, "usager.identite_sealed", "usager.contact_sealed"])
    .select(["data_key.key_id", "data_key.subject_kind", "data_key.kek_version", "data_key.wrapped"])
    .select(["mandat.id as mandat_id", "mandat.numero", "mandat.term_day", "mandat.concluded_at"])
    .where("conclusion.id", "=", id)
    .where("conclusion.structure_id", "=", structureId)
    .where("conclusion.compte_id", "=", compteId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    conclusion: toConclusion(keys, row),
    usager: row.usager_id ? openUsager(keys, { ...row, id: row.usager_id } as UsagerRow & DataKeyRow) : null,
    mandat: row.mandat_id
      ? {
          id: row.mandat_id as MandatId,
          numero: row.numero as string,
          termDay: row.term_day as string,
          concludedAt: row.concluded_at as Date,
        }
      : null,
  };
};

const openUsager = (keys: Keys, row: UsagerRow) => ({
  identite: openIdentite(keys, row),
  subject: openJoinedSubject(keys, row),
});
