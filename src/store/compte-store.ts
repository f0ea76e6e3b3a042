import type { CompteId } from "#domain/ids.ts";
import type { SecondFactorLock } from "#domain/second-factor-lock.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import type { CompteTables } from "#platform/tables/comptes.ts";
import { bySystem } from "./aidant-fact.ts";
import { createSubject, type DataKeyRow, dataKeyColumns, openJoinedSubject } from "./data-key-store.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream } from "./journal-streams.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };

export type EtatCompte = CompteTables["compte"]["etat"];

export type NewCompte = {
  readonly id: CompteId;
  readonly prenom: string;
  readonly nom: string;
  readonly profession: string;
  readonly telephone?: string;
  readonly courriel: string;
  /** Paris days of the proofs, when they exist. */
  readonly formationLe: string | null;
  readonly pixLe: string | null;
  readonly etat: "en-parcours" | "actif" | "suspendu" | "desactive";
};

export type IdentiteCompte = Pick<NewCompte, "prenom" | "nom" | "profession"> & { readonly telephone?: string };

/** An e-mail address as it is stored and compared: trimmed, NFC, lower case (chapter 02 §2.1). */
export const normalizeCourriel = (typed: string): string => typed.trim().normalize("NFC").toLowerCase();

export const compteCell = (column: string, id: string) => ({ table: "compte", column, row: id });

/** Creates a person who works with the service, her identity sealed under her own key, and her stream of facts. */
export const recordCompte = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  compte: NewCompte,
  now: Date,
): Promise<void> => {
  const { id, prenom, nom, profession, telephone } = compte;
  const subject = await createSubject(tx, keys, { kind: "compte", id, now });
  const identite: IdentiteCompte = { prenom, nom, profession, ...(telephone ? { telephone } : {}) };
  const courriel = normalizeCourriel(compte.courriel);
  await tx
    .insertInto("compte")
    .values({
      id,
      key_id: subject.keyId,
      identite_sealed: subject.seal("identite", compteCell("identite", id), JSON.stringify(identite)),
      courriel_sealed: subject.seal("contact", compteCell("courriel", id), courriel),
      courriel_index: keys.blindIndex("courriel", courriel),
      etat: compte.etat,
      created_at: now,
      last_login_at: null,
      last_activity_at: null,
      formation_le: compte.formationLe,
      pix_le: compte.pixLe,
      locked_until: null,
    })
    .execute();
  await openJournalStream(tx, { stream: `aidant/${id}`, subject });
  if (compte.etat === "en-parcours") return;
  await appendToJournal(tx, {
    ...bySystem(`aidant/${id}`, random.uuid(), now),
    type: "CompteActivated",
    body: { compte: id, by: "team" },
  });
};

/** A person as sign-in knows her. */
export type CompteToSignIn = SecondFactorLock & {
  readonly id: CompteId;
  readonly etat: EtatCompte;
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
};

/** Holds the compte until the transaction ends: its wrong codes and its factors are counted by one request at a time. */
export const lockCompte = async (tx: Tx, keys: Keys, id: CompteId): Promise<CompteToSignIn | null> => {
  const row = await selectCompte(tx).where("compte.id", "=", id).forUpdate("compte").executeTakeFirst();
  return row ? toCompte(keys, row) : null;
};

/** The same, by her address; null when nobody has it or her key was destroyed. */
export const lockCompteByCourriel = async (tx: Tx, keys: Keys, courriel: string): Promise<CompteToSignIn | null> => {
  const index = keys.blindIndex("courriel", normalizeCourriel(courriel));
  const row = await selectCompte(tx).where("compte.courriel_index", "=", index).forUpdate("compte").executeTakeFirst();
  return row ? toCompte(keys, row) : null;
};

const selectCompte = (tx: Tx) =>
  tx
    .selectFrom("compte")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select(["compte.etat", "compte.wrong_codes", "compte.lock_level", "compte.locked_until", ...sealedCompteColumns])
    .where("data_key.destroyed_at", "is", null);

type CompteRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectCompte>["executeTakeFirst"]>>>;

/** What identifies a person, as a join of `compte` with `data_key` brings it. */
export type SealedCompte = DataKeyRow & {
  readonly id: string;
  readonly identite_sealed: Buffer;
  readonly courriel_sealed: Buffer;
};

/** Columns to select for `openCompte`, from `compte` joined with `data_key` on `key_id`. */
export const sealedCompteColumns = [
  "compte.id",
  "compte.identite_sealed",
  "compte.courriel_sealed",
  ...dataKeyColumns,
] as const;

/** Name, profession and professional address of a joined row. */
export const openCompte = (keys: Keys, row: SealedCompte): IdentiteCompte & { readonly courriel: string } => {
  const subject = openJoinedSubject(keys, row);
  const identite = subject.open("identite", compteCell("identite", row.id), row.identite_sealed).toString();
  const courriel = subject.open("contact", compteCell("courriel", row.id), row.courriel_sealed).toString();
  return { ...(JSON.parse(identite) as IdentiteCompte), courriel };
};

const toCompte = (keys: Keys, row: CompteRow): CompteToSignIn => {
  const { prenom, nom, courriel } = openCompte(keys, row);
  return {
    id: row.id as CompteId,
    etat: row.etat,
    prenom,
    nom,
    courriel,
    wrongCodes: row.wrong_codes,
    lockLevel: row.lock_level,
    lockedUntil: row.locked_until,
  };
};

/** Stores what the last second factor, wrong or right, made of the lock. */
export const recordSecondFactorLock = async (tx: Tx, id: CompteId, lock: SecondFactorLock): Promise<void> => {
  await tx
    .updateTable("compte")
    .set({ wrong_codes: lock.wrongCodes, lock_level: lock.lockLevel, locked_until: lock.lockedUntil })
    .where("id", "=", id)
    .execute();
};

/** Dates of the person, from which inactivity is counted (chapter 02 §12). */
export const recordLoginOfCompte = async (tx: Tx, id: CompteId, now: Date): Promise<void> => {
  await tx.updateTable("compte").set({ last_login_at: now, last_activity_at: now }).where("id", "=", id).execute();
};
