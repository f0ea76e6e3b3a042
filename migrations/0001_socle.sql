-- The ground floor: keys, structures, accounts, sessions, messages. Identity is sealed before it reaches a column.

create table data_key (
  key_id uuid primary key,
  subject_kind text not null check (subject_kind in ('usager', 'compte', 'structure', 'demande')),
  subject_id uuid not null,
  kek_version integer not null check (kek_version > 0),
  wrapped bytea not null,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  check (destroyed_at is null or length(wrapped) = 0)
);
create index data_key_subject on data_key (subject_kind, subject_id);

create table structure (
  id uuid primary key,
  key_id uuid not null references data_key,
  reference text not null unique check (reference ~ '^[0-9a-z]{10}$'),
  nom text not null,
  siret text not null check (siret ~ '^[0-9]{14}$'),
  adresse text not null,
  code_postal text not null check (code_postal ~ '^[0-9]{5}$'),
  commune text not null,
  telephone text not null,
  courriel text not null,
  etat text not null check (etat in ('active', 'suspendue', 'fermee')),
  created_at timestamptz not null
);

create table compte (
  id uuid primary key,
  key_id uuid not null references data_key,
  identite_sealed bytea not null,
  courriel_sealed bytea not null,
  courriel_index bytea not null unique check (length(courriel_index) = 32),
  etat text not null check (etat in ('en-parcours', 'actif', 'suspendu', 'desactive', 'efface')),
  created_at timestamptz not null,
  last_login_at timestamptz,
  last_activity_at timestamptz,
  formation_le date,
  pix_le date,
  wrong_codes integer not null default 0 check (wrong_codes >= 0),
  lock_level integer not null default 0 check (lock_level >= 0),
  locked_until timestamptz
);

create table cgu_version (
  number text primary key,
  text text not null,
  text_hash bytea not null check (length(text_hash) = 32),
  kind text not null check (kind in ('majeure', 'information')),
  summary text,
  in_force_at timestamptz not null
);

create table cgu_acceptance (
  compte_id uuid not null references compte,
  version text not null references cgu_version,
  accepted_at timestamptz not null,
  primary key (compte_id, version)
);

create table appartenance (
  id uuid primary key,
  compte_id uuid not null references compte,
  structure_id uuid not null references structure,
  aidant boolean not null,
  referent boolean not null,
  etat text not null check (etat in ('active', 'suspendue', 'terminee')),
  created_at timestamptz not null,
  unique (compte_id, structure_id),
  check (aidant or referent)
);
create index appartenance_structure on appartenance (structure_id);

create table facteur (
  id uuid primary key,
  compte_id uuid not null references compte,
  kind text not null check (kind in ('application', 'carte', 'cle-acces', 'codes-de-secours')),
  nom text not null,
  secret_sealed bytea not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  last_used_at timestamptz,
  last_step bigint,
  revoked_at timestamptz
);
create index facteur_compte on facteur (compte_id) where revoked_at is null;

create table session_compte (
  id uuid primary key,
  token_hmac bytea not null unique check (length(token_hmac) = 32),
  previous_hmac bytea unique check (length(previous_hmac) = 32),
  renewal_nonce bytea,
  compte_id uuid not null references compte,
  created_at timestamptz not null,
  last_activity_at timestamptz not null,
  proof_at timestamptz not null,
  factor_kind text not null check (factor_kind in ('application', 'carte', 'cle-acces')),
  browser_family text not null,
  ended_at timestamptz,
  end_cause text,
  check ((ended_at is null) = (end_cause is null)),
  check ((previous_hmac is null) = (renewal_nonce is null))
);
create index session_compte_open on session_compte (compte_id) where ended_at is null;

create table outbox (
  id uuid primary key,
  kind text not null check (kind in ('courriel', 'sms', 'lettre')),
  payload_sealed bytea not null,
  created_at timestamptz not null,
  next_attempt_at timestamptz not null,
  attempts integer not null default 0,
  sent_at timestamptz,
  failed_at timestamptz
);
create index outbox_due on outbox (next_attempt_at) where sent_at is null and failed_at is null;

create table rate_event (
  surface text not null,
  subject bytea not null,
  at timestamptz not null
);
create index rate_event_window on rate_event (surface, subject, at);

create table idempotence (
  key bytea not null check (length(key) = 16),
  scope text not null,
  outcome jsonb not null,
  created_at timestamptz not null,
  primary key (scope, key)
);
