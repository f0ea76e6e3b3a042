import { createHash } from "node:crypto";
import { type CanonicalValue, encodeCanonical } from "#domain/canonical-json.ts";
import { TEMPLATE_VERSION } from "#domain/document-mandat.ts";
import type { Tx } from "#platform/database.ts";
import type { Random } from "#platform/random.ts";
import { wordingColumns } from "./acte-wording.ts";
import { changeConclusion } from "./conclusion-store.ts";
import { openJournalStream } from "./journal-streams.ts";
import { appendMandatFacts } from "./mandat-concluded-facts.ts";
import { type DrawnAutorisation, drawAutorisations, type NewMandat } from "./new-mandat.ts";

/** Level printed for a consent given on the aidant's computer after the usager's own login (chapter 03 §7). */
export const LEVEL_IN_PRESENCE = 3;

/**
 * Writes a mandat: its rows, its frozen document, the end of what it replaces, the end of its journey, and the facts
 * (chapter 03 §8, points 5 to 9). The caller holds the conclusion, the usager and his mandats.
 */
export const recordMandatConcluded = async (
  tx: Tx,
  { random }: { readonly random: Random },
  mandat: NewMandat,
): Promise<void> => {
  const autorisations = drawAutorisations(random, mandat.concluded.actes);
  const text = encodeCanonical(mandat.document as unknown as CanonicalValue);
  const sha256 = createHash("sha256").update(text).digest();
  await insertMandat(tx, mandat);
  await endFormerAutorisations(tx, mandat, autorisations);
  await insertScope(tx, mandat, autorisations);
  await tx
    .insertInto("mandat_document")
    .values({
      mandat_id: mandat.id,
      template_version: TEMPLATE_VERSION,
      data_sealed: mandat.subject.seal("document", documentCell(mandat.id), text),
      sha256,
    })
    .execute();
  await openJournalStream(tx, { stream: `mandat/${mandat.id}`, subject: mandat.subject });
  await appendMandatFacts(tx, random, mandat, { autorisations, sha256 });
  await changeConclusion(tx, mandat.conclusion, { step: "conclue", draft_sealed: null, updated_at: mandat.now });
};

export const documentCell = (mandatId: string) => ({ table: "mandat_document", column: "data", row: mandatId });

const insertMandat = async (tx: Tx, { id, conclusion, concluded, document, term, now }: NewMandat): Promise<void> => {
  await tx
    .insertInto("mandat")
    .values({
      id,
      numero: document.numero,
      structure_id: conclusion.structureId,
      usager_id: concluded.usagerId,
      conclusion_id: conclusion.id,
      compte_id: conclusion.compteId,
      porte: document.porte,
      level: document.level,
      duree: concluded.duree,
      signing_day: term.signingDay,
      term_day: term.termDay,
      term_instant: term.termInstant,
      concluded_at: now,
      acte_count: concluded.actes.length,
    })
    .execute();
};

/** Closes what had run to its term, and marks what the new mandat takes the place of. */
const endFormerAutorisations = async (
  tx: Tx,
  { id, conclusion, concluded, replaced, now }: NewMandat,
  autorisations: readonly DrawnAutorisation[],
): Promise<void> => {
  await tx
    .updateTable("autorisation")
    .set({ ended: "expiree", ended_at: now })
    .where("structure_id", "=", conclusion.structureId)
    .where("usager_id", "=", concluded.usagerId)
    .where(
      "demarche",
      "in",
      autorisations.map(({ demarche }) => demarche),
    )
    .where("ended", "is", null)
    .where("term_instant", "<=", now)
    .execute();
  if (replaced.length === 0) return;
  await tx
    .updateTable("autorisation")
    .set({ ended: "remplacee", ended_at: now, successor: id })
    .where(
      "id",
      "in",
      replaced.map((autorisation) => autorisation.id),
    )
    .execute();
};

const insertScope = async (
  tx: Tx,
  { id, conclusion, concluded, term, subject }: NewMandat,
  autorisations: readonly DrawnAutorisation[],
): Promise<void> => {
  await tx
    .insertInto("autorisation")
    .values(
      autorisations.map((autorisation) => ({
        id: autorisation.id,
        mandat_id: id,
        structure_id: conclusion.structureId,
        usager_id: concluded.usagerId,
        term_instant: term.termInstant,
        demarche: autorisation.demarche,
      })),
    )
    .execute();
  const actes = autorisations.flatMap((autorisation) =>
    autorisation.actes.map((acte) => ({ ...acte, autorisationId: autorisation.id })),
  );
  await tx
    .insertInto("acte")
    .values(
      actes.map((acte, rank) => ({
        id: acte.id,
        autorisation_id: acte.autorisationId,
        position: rank + 1,
        code: acte.code,
        ...wordingColumns(subject, acte.id, acte.code, acte),
        libelle_salt: acte.salt,
        grade: acte.grade,
        presence: acte.presence,
      })),
    )
    .execute();
};
