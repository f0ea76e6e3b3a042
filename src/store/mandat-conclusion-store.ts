import { createHash } from "node:crypto";
import type { CanonicalValue } from "#domain/canonical-json.ts";
import { encodeCanonical } from "#domain/canonical-json.ts";
import type { Concluded, Conclusion } from "#domain/conclusion.ts";
import { type DocumentMandat, TEMPLATE_VERSION } from "#domain/document-mandat.ts";
import type { Term } from "#domain/duree.ts";
import { hashOf, instantOf, toCode, toDay } from "#domain/fact-schema.ts";
import type { ActeId, AutorisationId, MandatId } from "#domain/ids.ts";
import { type ActeVoulu, byDemarche } from "#domain/portee.ts";
import type { AutorisationLive } from "#domain/remplacement.ts";
import type { Tx } from "#platform/database.ts";
import type { Subject } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { wordingColumns, wordingHash } from "./acte-wording.ts";
import { byAidant, changeConclusion } from "./conclusion-store.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream } from "./journal-streams.ts";

/** Level printed for a consent given on the aidant's computer after the usager's own login (chapter 03 §7). */
export const LEVEL_IN_PRESENCE = 3;

export type NewMandat = {
  readonly id: MandatId;
  readonly conclusion: Conclusion;
  readonly concluded: Concluded;
  readonly document: DocumentMandat;
  readonly term: Term;
  readonly replaced: readonly AutorisationLive[];
  /** The usager's opened key. */
  readonly subject: Subject;
  readonly now: Date;
};

type Drawn = ReturnType<typeof draw>[number];

/** Identifiers and salts of the autorisations and actes of a new mandat. */
const draw = (random: Random, actes: readonly ActeVoulu[]) =>
  byDemarche(actes).map((group) => ({
    id: random.uuid() as AutorisationId,
    demarche: group.demarche,
    actes: group.actes.map((acte) => ({ ...acte, id: random.uuid() as ActeId, salt: random.bytes(16) })),
  }));

/**
 * Writes a mandat: its rows, its frozen document, the end of what it replaces, the end of its journey, and the facts
 * (chapter 03 §8, points 5 to 9). The caller holds the conclusion, the usager and his mandats.
 */
export const recordMandatConcluded = async (
  tx: Tx,
  { random }: { readonly random: Random },
  mandat: NewMandat,
): Promise<void> => {
  const autorisations = draw(random, mandat.concluded.actes);
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
  await appendFacts(tx, random, mandat, autorisations, sha256);
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
  autorisations: readonly Drawn[],
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
  autorisations: readonly Drawn[],
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

const appendFacts = async (
  tx: Tx,
  random: Random,
  { id, conclusion, concluded, document, term, replaced, now }: NewMandat,
  autorisations: readonly Drawn[],
  sha256: Buffer,
): Promise<void> => {
  const cause = random.uuid();
  const envelope = { v: 1, actor: byAidant(conclusion), at: instantOf(now), cause } as const;
  await appendToJournal(tx, {
    ...envelope,
    stream: `mandat/${id}`,
    type: "MandatConcluded",
    body: {
      mandat: id,
      conclusion: conclusion.id,
      usager: concluded.usagerId,
      structure: conclusion.structureId,
      porte: document.porte,
      level: document.level,
      duree: concluded.duree,
      termDay: toDay(term.termDay),
      documentHash: hashOf(sha256),
      autorisations: autorisations.map((autorisation) => ({
        id: autorisation.id,
        demarche: autorisation.demarche,
        actes: autorisation.actes.map((acte) => ({
          id: acte.id,
          ...(acte.code ? { code: toCode(acte.code) } : {}),
          libelleHash: wordingHash(acte.salt, acte),
        })),
      })),
    },
  });
  for (const former of new Set(replaced.map(({ mandatId }) => mandatId)))
    await appendToJournal(tx, {
      ...envelope,
      stream: `mandat/${former}`,
      type: "MandatReplaced",
      body: {
        mandat: former,
        autorisations: replaced.filter(({ mandatId }) => mandatId === former).map((autorisation) => autorisation.id),
        successor: id,
      },
    });
};
