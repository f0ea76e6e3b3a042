-- Usagers, the journey to a mandat, and the mandat (chapter 03). Names are sealed before they reach a column.

create table usager (
  id uuid primary key,
  key_id uuid not null references data_key,
  identite_sealed bytea not null,
  contact_sealed bytea,
  sub_index bytea unique check (length(sub_index) = 32),
  courriel_index bytea check (length(courriel_index) = 32),
  identified_at timestamptz not null,
  created_at timestamptz not null
);
create index usager_key on usager (key_id);
create index usager_courriel on usager (courriel_index) where courriel_index is not null;

-- Search by the first letters of a name, inside one structure: its tokens mean nothing to another (chapter 04 B2).
create table usager_jeton (
  structure_id uuid not null references structure,
  token bytea not null check (length(token) = 8),
  usager_id uuid not null references usager on delete cascade,
  primary key (structure_id, token, usager_id)
);
create index usager_jeton_usager on usager_jeton (usager_id);

create table conclusion (
  id uuid primary key,
  structure_id uuid not null references structure,
  compte_id uuid not null references compte,
  kind text not null check (kind in ('nouveau', 'renouvellement')),
  step text not null check (step in ('brouillon', 'porte-choisie', 'identite-etablie', 'consentement-donne',
    'conclue', 'refusee', 'expiree', 'abandonnee', 'arretee')),
  version integer not null default 1 check (version > 0),
  draft_sealed bytea,
  usager_id uuid references usager,
  identified_at timestamptz,
  consented_at timestamptz,
  stop_cause text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  check ((usager_id is null) = (identified_at is null)),
  check (usager_id is not null or step not in ('identite-etablie', 'consentement-donne', 'conclue')),
  check ((consented_at is not null) = (step in ('consentement-donne', 'conclue'))),
  check ((draft_sealed is not null) = (step in ('brouillon', 'porte-choisie', 'identite-etablie', 'consentement-donne'))),
  check ((stop_cause is not null) = (step = 'arretee'))
);
create index conclusion_en_cours on conclusion (structure_id, updated_at)
  where step in ('brouillon', 'porte-choisie', 'identite-etablie', 'consentement-donne');
create index conclusion_usager on conclusion (usager_id) where usager_id is not null;

-- `acte_count` is part of what was signed: an acte added or taken away later no longer fits it (I1, I4).
create table mandat (
  id uuid primary key,
  numero text not null unique check (numero ~ '^[0-9]{4}-[0-9A-HJKMNP-TV-Z]{8}$'),
  structure_id uuid not null references structure,
  usager_id uuid not null references usager,
  conclusion_id uuid not null unique references conclusion,
  compte_id uuid not null references compte,
  porte text not null check (porte in ('franceconnect-distance', 'franceconnect-presence', 'code-sms', 'guichet-papier')),
  level smallint not null check (level between 1 and 4),
  duree text not null check (duree in ('acte-unique', 'court', 'mois', 'semestre', 'long')),
  signing_day date not null,
  term_day date not null check (term_day > signing_day),
  term_instant timestamptz not null,
  concluded_at timestamptz not null,
  acte_count smallint not null check (acte_count between 1 and 40),
  check (duree <> 'acte-unique' or acte_count = 1),
  check (term_instant > concluded_at),
  unique (id, structure_id, usager_id, term_instant)
);
create index mandat_usager on mandat (structure_id, usager_id);
create index mandat_of_usager on mandat (usager_id);

create table autorisation (
  id uuid primary key,
  mandat_id uuid not null,
  structure_id uuid not null,
  usager_id uuid not null,
  term_instant timestamptz not null,
  demarche text not null check (demarche in ('papiers', 'famille', 'social', 'travail', 'logement', 'transports',
    'argent', 'justice', 'etranger', 'loisirs')),
  ended text check (ended in ('revoquee', 'remplacee', 'terminee', 'expiree')),
  ended_at timestamptz,
  successor uuid references mandat,
  foreign key (mandat_id, structure_id, usager_id, term_instant)
    references mandat (id, structure_id, usager_id, term_instant) on delete cascade,
  unique (mandat_id, demarche),
  check ((ended is null) = (ended_at is null)),
  check ((successor is not null) = (ended is not distinct from 'remplacee'))
);
-- I2: one live autorisation per structure, usager and demarche. An expired row is closed by the conclusion after it.
create unique index autorisation_live on autorisation (structure_id, usager_id, demarche) where ended is null;
create index autorisation_term on autorisation (structure_id, term_instant, usager_id, id) where ended is null;
create index autorisation_over on autorisation (structure_id, usager_id, ended, ended_at);
create index autorisation_ended on autorisation (structure_id, ended_at, usager_id) where ended is not null;

-- A catalogue acte copies the wording signed; the wording of a free one is sealed under the usager's key.
create table acte (
  id uuid primary key,
  autorisation_id uuid not null references autorisation on delete cascade,
  position smallint not null check (position between 1 and 40),
  code text check (code ~ '^[a-z]+\.[a-z0-9-]+$'),
  service text,
  libelle text,
  texte_sealed bytea,
  libelle_salt bytea not null check (length(libelle_salt) = 16),
  grade text not null check (grade in ('ordinaire', 'sensible')),
  presence boolean not null,
  etat text not null default 'usable' check (etat in ('usable', 'fait', 'revoque')),
  ended_at timestamptz,
  unique (autorisation_id, position),
  unique (autorisation_id, code),
  check ((code is not null) = (service is not null) and (code is not null) = (libelle is not null)
    and (code is null) = (texte_sealed is not null)),
  check ((etat = 'usable') = (ended_at is null))
);

create table mandat_document (
  mandat_id uuid primary key references mandat on delete cascade,
  template_version text not null,
  data_sealed bytea not null,
  sha256 bytea not null check (length(sha256) = 32)
);

-- I1, at commit: whoever writes, a mandat holds the number of actes signed, and no autorisation is empty.
create function check_mandat_scope(checked uuid) returns void language plpgsql as $$
declare
  signed integer;
  held integer;
  empty_ones integer;
begin
  select acte_count into signed from mandat where id = checked;
  if not found then return; end if;
  select count(acte.id), count(distinct autorisation.id) filter (where acte.id is null) into held, empty_ones
    from autorisation left join acte on acte.autorisation_id = autorisation.id where autorisation.mandat_id = checked;
  if held <> signed or empty_ones > 0 then
    raise exception 'mandat %: % actes held for % signed, % empty autorisations', checked, held, signed, empty_ones
      using errcode = 'check_violation';
  end if;
end $$;

create function check_scope_of_mandat() returns trigger language plpgsql as $$
begin
  perform check_mandat_scope(new.id);
  return null;
end $$;
create constraint trigger mandat_scope after insert on mandat
  deferrable initially deferred for each row execute function check_scope_of_mandat();

create function check_scope_of_autorisation() returns trigger language plpgsql as $$
begin
  perform check_mandat_scope(coalesce(new.mandat_id, old.mandat_id));
  return null;
end $$;
create constraint trigger autorisation_scope after insert or delete on autorisation
  deferrable initially deferred for each row execute function check_scope_of_autorisation();

create function check_scope_of_acte() returns trigger language plpgsql as $$
begin
  perform check_mandat_scope((select mandat_id from autorisation where id = coalesce(new.autorisation_id, old.autorisation_id)));
  return null;
end $$;
create constraint trigger acte_scope after insert or delete on acte
  deferrable initially deferred for each row execute function check_scope_of_acte();

-- I4: what was signed is never rewritten; an end is written once.
create function refuse_to_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'what was signed does not change: update of % is refused', tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger mandat_is_frozen before update on mandat for each row execute function refuse_to_rewrite();
create trigger mandat_document_is_frozen before update on mandat_document for each row execute function refuse_to_rewrite();
create trigger autorisation_is_frozen before update on autorisation for each row
  when (old.ended is not null
    or (new.id, new.mandat_id, new.structure_id, new.usager_id, new.term_instant, new.demarche) is distinct from
       (old.id, old.mandat_id, old.structure_id, old.usager_id, old.term_instant, old.demarche))
  execute function refuse_to_rewrite();
create trigger acte_is_frozen before update on acte for each row
  when (old.etat <> 'usable'
    or (new.id, new.autorisation_id, new.position, new.code, new.service, new.libelle, new.texte_sealed,
        new.libelle_salt, new.grade, new.presence) is distinct from
       (old.id, old.autorisation_id, old.position, old.code, old.service, old.libelle, old.texte_sealed,
        old.libelle_salt, old.grade, old.presence))
  execute function refuse_to_rewrite();
