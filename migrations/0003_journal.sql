-- The journal (chapter 04): what happened is appended here and never changed. The core (fact, leaf, checkpoint) has no
-- foreign key, so that erasable tables stay erasable.

-- One row per aggregate: its counter (W3) and the key pair to which its facts are sealed (K2). Deleting the row shreds
-- the aggregate's facts.
create table journal_stream (
  stream text primary key check (stream ~ '^([a-z]+/[0-9a-f-]{36}|systeme/journal)$'),
  n bigint not null default 0 check (n >= 0),
  public_key bytea not null check (length(public_key) = 32),
  private_key_sealed bytea not null,
  key_id uuid
) with (fillfactor = 70);

create table journal_fact (
  fact_id uuid not null,
  received_at timestamptz not null default clock_timestamp(),
  key_id uuid,
  blob bytea not null check (length(blob) > 0),
  entry bytea not null check (length(entry) = 65 and get_byte(entry, 0) = 1),
  primary key (fact_id, received_at)
) partition by range (received_at);
create table journal_fact_default partition of journal_fact default;

create table journal_pending (
  pos bigint generated always as identity (cache 1) primary key,
  fact_id uuid not null,
  entry bytea not null check (length(entry) = 65 and get_byte(entry, 0) = 1)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);

create table journal_leaf (
  leaf_index bigint not null primary key check (leaf_index >= 0),
  fact_id uuid not null,
  leaf_hash bytea not null check (length(leaf_hash) = 32),
  seal bytea not null check (length(seal) = 32)
) partition by range (leaf_index);
create index journal_leaf_fact on journal_leaf (fact_id);
create table journal_leaf_default partition of journal_leaf default;

-- `edge`: the roots of the perfect trees that make the tree of `size` leaves, left to right, 32 bytes each.
create table journal_head (
  singleton boolean primary key default true check (singleton),
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32),
  seal bytea not null check (length(seal) = 32),
  edge bytea not null check (length(edge) % 32 = 0),
  epoch integer not null check (epoch > 0),
  origin text not null
);

create table journal_checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (length(root) = 32),
  at timestamptz not null default clock_timestamp()
);

-- Projection: erasable row by row, rebuilt from the blobs.
create table journal_index (
  fact_id uuid primary key,
  type text not null,
  at timestamptz not null,
  stream text not null,
  n bigint not null check (n > 0),
  usager_id uuid,
  mandat_id uuid,
  mesure_id uuid,
  aidant_id uuid,
  structure_id uuid,
  unique (stream, n)
);
create index journal_index_usager on journal_index (usager_id, at) where usager_id is not null;
create index journal_index_mandat on journal_index (mandat_id, at) where mandat_id is not null;
create index journal_index_mesure on journal_index (mesure_id, at) where mesure_id is not null;
create index journal_index_aidant on journal_index (aidant_id, at) where aidant_id is not null;
create index journal_index_structure on journal_index (structure_id, at) where structure_id is not null;

-- One statement for the counter and the three inserts of W1; its plans are kept by the connection. False, and nothing
-- written, when the stream is not at the position before or has another key: the caller reads it and comes again.
create function journal_append(
  aggregate text, next_position bigint, recipient bytea, fact uuid, sealed bytea, leaf_entry bytea, kind text,
  decided_at timestamptz, usager uuid, mandat uuid, mesure uuid, aidant uuid, structure uuid
) returns boolean language plpgsql as $$
declare
  owner_key uuid;
begin
  update journal_stream set n = next_position
    where stream = aggregate and n = next_position - 1 and public_key = recipient
    returning key_id into owner_key;
  if not found then return false; end if;
  insert into journal_fact (fact_id, key_id, blob, entry) values (fact, owner_key, sealed, leaf_entry);
  insert into journal_pending (fact_id, entry) values (fact, leaf_entry);
  insert into journal_index
    values (fact, kind, decided_at, aggregate, next_position, usager, mandat, mesure, aidant, structure);
  return true;
end $$;

-- A statement that names a partition does not fire its parent's trigger: each table has its own (DB3).
create function journal_refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the journal is append-only: % of % is refused', tg_op, tg_table_name
    using errcode = 'restrict_violation';
end $$;

create function journal_protect(target regclass) returns void language plpgsql as $$
begin
  if exists (select from pg_trigger where tgrelid = target and tgname = 'journal_append_only') then return; end if;
  execute format('create trigger journal_append_only before update or delete or truncate on %s
    for each statement execute function journal_refuse_change()', target);
  execute format('alter table %s enable always trigger journal_append_only', target);
end $$;

select journal_protect(core::regclass) from unnest(array[
  'journal_fact', 'journal_fact_default', 'journal_leaf', 'journal_leaf_default', 'journal_checkpoint'
]) as core;

-- Partitions ahead of need: the month of `from_instant` and three more, the block of 2^24 leaves of `from_leaf` and
-- the next. What came before its partition stays in the default one: nothing is refused, and `journal:verify` tells.
create function journal_ensure_partitions(from_instant timestamptz, from_leaf bigint) returns integer
language plpgsql as $$
declare
  made integer := 0;
  first_day date := date_trunc('month', from_instant at time zone 'UTC')::date;
  low timestamptz;
  high timestamptz;
  low_leaf bigint;
  name text;
begin
  for ahead in 0..3 loop
    low := (first_day + make_interval(months => ahead)) at time zone 'UTC';
    high := (first_day + make_interval(months => ahead + 1)) at time zone 'UTC';
    name := 'journal_fact_' || to_char(low at time zone 'UTC', 'YYYY_MM');
    if to_regclass(name) is null
      and not exists (select from journal_fact_default where received_at >= low and received_at < high) then
      execute format('create table %I partition of journal_fact for values from (%L) to (%L)', name, low, high);
      perform journal_protect(name::regclass);
      made := made + 1;
    end if;
  end loop;
  for ahead in 0..1 loop
    low_leaf := (from_leaf / 16777216 + ahead) * 16777216;
    name := 'journal_leaf_' || low_leaf / 16777216;
    if to_regclass(name) is null
      and not exists (select from journal_leaf_default where leaf_index between low_leaf and low_leaf + 16777215) then
      execute format('create table %I partition of journal_leaf for values from (%L) to (%L)',
        name, low_leaf, low_leaf + 16777216);
      perform journal_protect(name::regclass);
      made := made + 1;
    end if;
  end loop;
  return made;
end $$;
select journal_ensure_partitions(now(), 0);
