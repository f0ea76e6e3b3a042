-- Login of a compte: links sent by mail, pages and forms that wait for a person, exactly once.

-- One row per request of a link, whatever the address typed: `compte_id` is null when nothing was sent (neutral answers).
create table lien_connexion (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  browser_hash bytea not null check (length(browser_hash) = 32),
  compte_id uuid references compte,
  courriel_sealed bytea not null,
  code_hmac bytea not null check (length(code_hmac) = 32),
  code_tries integer not null default 0 check (code_tries between 0 and 5),
  created_at timestamptz not null,
  consumed_at timestamptz,
  cancelled_at timestamptz,
  entered_at timestamptz,
  check (consumed_at is null or cancelled_at is null),
  check (consumed_at is null or compte_id is not null),
  check (entered_at is null or consumed_at is not null)
);
create index lien_connexion_browser on lien_connexion (browser_hash, created_at);
create index lien_connexion_live on lien_connexion (compte_id, created_at)
  where consumed_at is null and cancelled_at is null;
create index lien_connexion_created on lien_connexion (created_at);

-- The page that a browser asked for before its person was known, or proved herself again; sealed, a search may name people.
create table destination (
  browser_hash bytea primary key check (length(browser_hash) = 32),
  path_sealed bytea not null,
  act text,
  structure_id uuid references structure,
  created_at timestamptz not null
);

-- A form put aside while its sender proves herself again.
create table requete_suspendue (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  compte_id uuid not null references compte,
  browser_hash bytea not null check (length(browser_hash) = 32),
  structure_id uuid references structure,
  act text,
  payload_sealed bytea not null,
  created_at timestamptz not null,
  executed_at timestamptz,
  outcome_sealed bytea,
  check (outcome_sealed is null or executed_at is not null)
);
create unique index requete_suspendue_browser on requete_suspendue (browser_hash) where executed_at is null;
create index requete_suspendue_compte on requete_suspendue (compte_id, created_at);

-- What was published never changes; what was accepted neither, and goes only with its person.
create function refuse_change_of_evidence() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: it is evidence', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger cgu_version_frozen before update or delete or truncate on cgu_version
  for each statement execute function refuse_change_of_evidence();
create trigger cgu_acceptance_frozen before update or truncate on cgu_acceptance
  for each statement execute function refuse_change_of_evidence();
