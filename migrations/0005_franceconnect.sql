-- Role A: exchanges in which FranceConnect tells us who an usager is (chapter 01 §2.9).

-- One row per press of the button. The shell (identifiers and hashes) tells a replay from an unknown state for a day;
-- what is sealed dies with the exchange. A row deleted while it waits is an exchange abandoned (L4).
create table identification (
  id uuid primary key,
  state_hash bytea not null unique check (length(state_hash) = 32),
  nonce_sealed bytea,
  purpose text not null check (purpose in ('mandat-presence', 'mandat-distance', 'espace')),
  conclusion_id uuid,
  structure_id uuid references structure,
  compte_id uuid references compte,
  session_id uuid,
  browser_hash bytea not null check (length(browser_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  outcome text check (outcome in ('etablie', 'a-confirmer', 'refusee')),
  cause text,
  closed_at timestamptz,
  identite_sealed bytea,
  id_token_sealed bytea,
  logout_state_hash bytea unique check (length(logout_state_hash) = 32),
  check (purpose <> 'mandat-presence' or (conclusion_id is not null and structure_id is not null
    and compte_id is not null and session_id is not null)),
  check ((outcome is null) = (closed_at is null)),
  check (outcome is null or used_at is not null),
  check ((cause is not null) = (outcome is not distinct from 'refusee')),
  check (identite_sealed is null or outcome = 'a-confirmer')
);
create index identification_browser on identification (browser_hash, created_at);
create index identification_age on identification (created_at);

-- Whose identity last passed through a browser: identified to us, or served by us (L6, chapter 03 §7.1). No identity:
-- a keyed hash of the browser, another of the usager. `connexion_id` and `closed_at` speak of a connexion served.
create table passage_navigateur (
  id uuid primary key,
  browser_hash bytea not null check (length(browser_hash) = 32),
  usager_hash bytea not null check (length(usager_hash) = 32),
  kind text not null check (kind in ('identifie', 'servi')),
  connexion_id uuid,
  at timestamptz not null,
  closed_at timestamptz,
  check ((kind = 'servi') = (connexion_id is not null))
);
create index passage_navigateur_browser on passage_navigateur (browser_hash, at);
create index passage_navigateur_connexion on passage_navigateur (connexion_id) where connexion_id is not null;
create index passage_navigateur_age on passage_navigateur (at);
