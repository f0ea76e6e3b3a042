import type { CompteId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { createSubject } from "./data-key-store.ts";

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

/** Creates a person who works with the service, her identity sealed under her own key. */
export const recordCompte = async (
  tx: Tx,
  { keys }: { readonly keys: Keys },
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
};
