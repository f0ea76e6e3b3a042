import { parseCanonical } from "#domain/canonical-json.ts";
import type { DocumentMandat } from "#domain/document-mandat.ts";
import type { MandatId, StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { dataKeyColumns, openJoinedSubject } from "#store/data-key-store.ts";
import { documentCell } from "#store/mandat-conclusion-store.ts";

export type DocumentRead = {
  readonly data: DocumentMandat /** Hexadecimal SHA-256 of the data. */;
  readonly sha256: string;
};

/** The document as it was frozen at the conclusion, whatever the structure became since; null for a foreign mandat. */
export const findDocument = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  id: MandatId,
): Promise<DocumentRead | null> => {
  const row = await db
    .selectFrom("mandat_document")
    .innerJoin("mandat", "mandat.id", "mandat_document.mandat_id")
    .innerJoin("usager", "usager.id", "mandat.usager_id")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(["mandat_document.data_sealed", "mandat_document.sha256", ...dataKeyColumns])
    .where("mandat.id", "=", id)
    .where("mandat.structure_id", "=", structureId)
    .where("data_key.destroyed_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const text = openJoinedSubject(keys, row).open("document", documentCell(id), row.data_sealed).toString();
  return { data: parseCanonical(text) as unknown as DocumentMandat, sha256: row.sha256.toString("hex") };
};
