import type { Generated } from "kysely";

export type ConnexionTables = {
  /** A request of a login link (chapter 02 §6.1); `compte_id` is null when nothing could be sent. */
  lien_connexion: {
    id: string;
    /** SHA-256 of the token of the mail. */
    token_hash: Buffer;
    /** Fingerprint of the cookie `lien`: the browser that asked. */
    browser_hash: Buffer;
    compte_id: string | null;
    courriel_sealed: Buffer;
    code_hmac: Buffer;
    code_tries: Generated<number>;
    created_at: Date;
    /** The link or its code was used: the second factor is asked. */
    consumed_at: Date | null;
    cancelled_at: Date | null;
    /** The session opened. */
    entered_at: Date | null;
  };
  /** The page asked for before sign-in or step-up, one per browser; sealed. */
  destination: {
    browser_hash: Buffer;
    path_sealed: Buffer;
    act: string | null;
    structure_id: string | null;
    created_at: Date;
  };
  /** A form put aside (chapter 02 §10). Payload: `{ url, fields }`; outcome: where the form led. */
  requete_suspendue: {
    id: string;
    token_hash: Buffer;
    compte_id: string;
    browser_hash: Buffer;
    structure_id: string | null;
    act: string | null;
    payload_sealed: Buffer;
    created_at: Date;
    executed_at: Date | null;
    outcome_sealed: Buffer | null;
  };
};
