import type { Generated } from "kysely";

export type CompteTables = {
  structure: {
    id: string;
    key_id: string;
    /** Random public identifier carried by URLs (chapter 02 §4). */
    reference: string;
    nom: string;
    siret: string;
    adresse: string;
    code_postal: string;
    commune: string;
    telephone: string;
    courriel: string;
    etat: "active" | "suspendue" | "fermee";
    created_at: Date;
  };
  compte: {
    id: string;
    key_id: string;
    /** JSON `{ prenom, nom, profession, telephone? }`. */
    identite_sealed: Buffer;
    courriel_sealed: Buffer;
    courriel_index: Buffer;
    etat: "en-parcours" | "actif" | "suspendu" | "desactive" | "efface";
    created_at: Date;
    last_login_at: Date | null;
    last_activity_at: Date | null;
    /** Paris calendar days `YYYY-MM-DD`: training attended, Pix passed (chapter 06 §10, lines 4 and 5). */
    formation_le: string | null;
    pix_le: string | null;
    wrong_codes: Generated<number>;
    lock_level: Generated<number>;
    locked_until: Date | null;
  };
  cgu_version: {
    number: string;
    text: string;
    text_hash: Buffer;
    kind: "majeure" | "information";
    /** What changed since the version before; null for the first one. */
    summary: string | null;
    in_force_at: Date;
  };
  cgu_acceptance: { compte_id: string; version: string; accepted_at: Date };
  appartenance: {
    id: string;
    compte_id: string;
    structure_id: string;
    aidant: boolean;
    referent: boolean;
    etat: "active" | "suspendue" | "terminee";
    created_at: Date;
  };
  facteur: {
    id: string;
    compte_id: string;
    kind: "application" | "carte" | "cle-acces" | "codes-de-secours";
    nom: string;
    secret_sealed: Buffer;
    created_at: Date;
    confirmed_at: Date | null;
    last_used_at: Date | null;
    /** Last accepted TOTP step: a step is used once (chapter 02 §7). */
    last_step: number | null;
    revoked_at: Date | null;
  };
  session_compte: {
    id: string;
    token_hmac: Buffer;
    /** The cookie before the last renewal: for seconds, a second click still carries it. */
    previous_hmac: Buffer | null;
    renewal_nonce: Buffer | null;
    compte_id: string;
    created_at: Date;
    last_activity_at: Date;
    /** Last success of a second factor; what step-up measures (chapter 02 §9). */
    proof_at: Date;
    factor_kind: "application" | "carte" | "cle-acces";
    browser_family: string;
    ended_at: Date | null;
    end_cause: string | null;
  };
};
