import type { ColumnType } from "kysely";

type JsonList = ColumnType<readonly string[] | null, string | null, string | null>;

export type FournisseurIdentiteTables = {
  /** One use of a mandat (chapter 01 §3.10). Hashes are SHA-256, 32 bytes; `browser_hash` is keyed. */
  connexion: {
    id: string;
    client_id: string;
    uid_hash: Buffer;
    state_hash: Buffer | null;
    nonce_hash: Buffer | null;
    /** The public service's list as the client sent it; null when no `claims` came. */
    rep_scope_asked: JsonList;
    created_at: Date;
    /** End of the request, 30 minutes after it came (chapter 01 §3.4). */
    expires_at: Date;
    /** Set once the request has passed the loop page (L4). */
    browser_hash: Buffer | null;
    structure_id: string | null;
    compte_id: string | null;
    usager_id: string | null;
    mandat_id: string | null;
    autorisation_id: string | null;
    acte_id: string | null;
    demarche: string | null;
    /** The array answered in the id_token; null when the client's setting is `off`. */
    rep_scope: JsonList;
    sub: string | null;
    proof_at: Date | null;
    presence: boolean | null;
    posture: "je-fais" | "j-accompagne" | "je-forme" | null;
    service_code: string | null;
    confirmed_at: Date | null;
    code_issued_at: Date | null;
    token_hash: Buffer | null;
    token_issued_at: Date | null;
    served_at: Date | null;
    closed_at: Date | null;
    closed_by: "franceconnect" | "aidant" | "refus" | "rejeu" | null;
  };
  oidc_artefact: {
    kind: "Interaction" | "Grant" | "AuthorizationCode" | "AccessToken" | "ReplayDetection";
    id_hash: Buffer;
    grant_hash: Buffer | null;
    payload_sealed: Buffer;
    expires_at: Date;
    consumed_at: Date | null;
  };
  cle_signature: { kid: string; private_sealed: Buffer; created_at: Date; active_from: Date };
};
