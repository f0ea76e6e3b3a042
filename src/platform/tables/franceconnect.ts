export type IdentificationPurpose = "mandat-presence" | "mandat-distance" | "espace";

export type FranceConnectTables = {
  /** An exchange with FranceConnect, role A: pending until `used_at`, over at `closed_at` (chapter 01 §2.9). */
  identification: {
    id: string;
    /** SHA-256 of the `state` sent. */
    state_hash: Buffer;
    nonce_sealed: Buffer | null;
    purpose: IdentificationPurpose;
    conclusion_id: string | null;
    structure_id: string | null;
    compte_id: string | null;
    session_id: string | null;
    browser_hash: Buffer;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
    /** `a-confirmer`: the usager last handled in this browser is back, says FranceConnect; the aidant must say so too. */
    outcome: "etablie" | "a-confirmer" | "refusee" | null;
    /** Cause of the refusal, in the words of the fact `IdentificationRefused`. */
    cause: string | null;
    closed_at: Date | null;
    /** The identity that waits for the aidant's word. */
    identite_sealed: Buffer | null;
    /** Hint of FranceConnect's sign-out, at most 30 minutes. */
    id_token_sealed: Buffer | null;
    logout_state_hash: Buffer | null;
  };
  /** Whose identity passed through a browser: keyed hashes, no identity (chapter 01 L6, chapter 03 §7.1). */
  passage_navigateur: {
    id: string;
    browser_hash: Buffer;
    usager_hash: Buffer;
    kind: "identifie" | "servi";
    connexion_id: string | null;
    at: Date;
    closed_at: Date | null;
  };
};
