-- The identity provider for FranceConnect (chapter 01 §3). Identifiers and hashes only; what the library must keep for
-- minutes is sealed. No foreign key to mandats or usagers: a working record must never hold back an erasure.

-- One use of a mandat: asked by a client, chosen by an aidant, served once, then closed.
create table connexion (
  id uuid primary key,
  client_id text not null,
  uid_hash bytea not null unique check (length(uid_hash) = 32),
  state_hash bytea check (length(state_hash) = 32),
  nonce_hash bytea check (length(nonce_hash) = 32),
  rep_scope_asked jsonb,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  browser_hash bytea check (length(browser_hash) = 32),
  structure_id uuid references structure,
  compte_id uuid references compte,
  usager_id uuid,
  mandat_id uuid,
  autorisation_id uuid,
  acte_id uuid,
  demarche text,
  rep_scope jsonb,
  sub text,
  proof_at timestamptz,
  presence boolean,
  posture text check (posture in ('je-fais', 'j-accompagne', 'je-forme')),
  service_code text,
  confirmed_at timestamptz,
  code_issued_at timestamptz,
  token_hash bytea unique check (length(token_hash) = 32),
  token_issued_at timestamptz,
  served_at timestamptz,
  closed_at timestamptz,
  closed_by text check (closed_by in ('franceconnect', 'aidant', 'refus', 'rejeu')),
  check ((closed_at is null) = (closed_by is null)),
  check (confirmed_at is null or (structure_id is not null and compte_id is not null and usager_id is not null
    and mandat_id is not null and autorisation_id is not null and acte_id is not null and demarche is not null
    and sub is not null and proof_at is not null)),
  check (code_issued_at is null or confirmed_at is not null),
  check (token_issued_at is null or code_issued_at is not null),
  check ((token_issued_at is null) = (token_hash is null)),
  check (served_at is null or token_issued_at is not null)
);
create index connexion_browser on connexion (browser_hash, created_at) where browser_hash is not null;
create index connexion_served on connexion (compte_id, served_at) where served_at is not null;
create index connexion_sub on connexion (client_id, sub, created_at) where sub is not null;
create index connexion_created on connexion (created_at);

-- What the OpenID library keeps: interactions, grants, codes, tokens. The value handed out is only known by its hash.
create table oidc_artefact (
  kind text not null check (kind in ('Interaction', 'Grant', 'AuthorizationCode', 'AccessToken', 'ReplayDetection')),
  id_hash bytea not null check (length(id_hash) = 32),
  grant_hash bytea check (length(grant_hash) = 32),
  payload_sealed bytea not null,
  expires_at timestamptz not null,
  consumed_at timestamptz,
  primary key (kind, id_hash)
);
create index oidc_artefact_grant on oidc_artefact (grant_hash) where grant_hash is not null;
create index oidc_artefact_expiry on oidc_artefact (expires_at);

-- ES256 keys of the tokens: published before use, kept after (chapter 01 §3.2).
create table cle_signature (
  kid text primary key,
  private_sealed bytea not null,
  created_at timestamptz not null,
  active_from timestamptz not null
);
