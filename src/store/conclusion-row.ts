import type { Conclusion, Draft } from "#domain/conclusion.ts";
import type { CompteId, ConclusionId, StructureId, UsagerId } from "#domain/ids.ts";
import type { Keys } from "#platform/keys.ts";
import type { MandatTables } from "#platform/tables/mandats.ts";

type Row = Pick<
  MandatTables["conclusion"],
  "id" | "structure_id" | "compte_id" | "step" | "draft_sealed" | "usager_id" | "identified_at" | "consented_at"
> & { readonly version: number };

/** Columns that make a Conclusion; shared by the pages' queries. */
export const conclusionColumns = [
  "conclusion.id",
  "conclusion.structure_id",
  "conclusion.compte_id",
  "conclusion.step",
  "conclusion.version",
  "conclusion.draft_sealed",
  "conclusion.usager_id",
  "conclusion.identified_at",
  "conclusion.consented_at",
] as const;

const draftCell = (id: string) => ({ table: "conclusion", column: "draft", row: id });

/** A row as the domain knows it. An impossible row is a fault. */
export const toConclusion = (keys: Keys, row: Row): Conclusion => {
  const { step } = row;
  const journey = {
    id: row.id as ConclusionId,
    structureId: row.structure_id as StructureId,
    compteId: row.compte_id as CompteId,
    version: row.version,
  };
  if (!row.draft_sealed) return { ...journey, step } as Conclusion;
  const draft = JSON.parse(keys.openForService(draftCell(row.id), row.draft_sealed).toString()) as Draft;
  if (step === "brouillon" || step === "porte-choisie") return { ...journey, draft, step };
  const identified = { usagerId: row.usager_id as UsagerId, identifiedAt: row.identified_at as Date };
  if (step === "identite-etablie") return { ...journey, draft, step, ...identified };
  if (step === "consentement-donne")
    return { ...journey, draft, step, ...identified, consentedAt: row.consented_at as Date };
  throw new Error(`The conclusion ${row.id} is ${step} and still holds a draft.`);
};

/** A draft, sealed with the service key: it belongs to no subject yet. */
export const sealDraft = (keys: Keys, id: string, draft: Draft): Buffer =>
  keys.sealForService(draftCell(id), JSON.stringify(draft));
