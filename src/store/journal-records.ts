import { sql } from "kysely";
import type { Tx } from "#platform/database.ts";
import type { Finding } from "#verifier/finding.ts";
import {
  describeForeignIndex,
  describeMissingIndex,
  describeStray,
  describeStream,
  describeWaiting,
  type StrayRow,
  type StreamRow,
  type WaitingRow,
} from "#verifier/record-check.ts";

/** More than is shown, and never the whole of a ruined database. */
const MOST = 1_000;

/** Pending rows without their fact, or with another entry. */
export const findStrayWaiting = async (tx: Tx): Promise<readonly Finding[]> => {
  const { rows } = await sql<WaitingRow>`
    select p.fact_id as fact, f.entry from journal_pending p left join journal_fact f on f.fact_id = p.fact_id
    where f.fact_id is null or f.entry <> p.entry order by p.pos limit ${MOST}`.execute(tx);
  return rows.map(describeWaiting);
};

/** Facts that are not in exactly one of the two states, pending or leaf. */
export const findStrayFacts = async (tx: Tx): Promise<readonly Finding[]> => {
  const { rows } = await sql<StrayRow>`
    with stray as materialized (
      select fact_id, sum(pending)::integer as pending, sum(leaf)::integer as leaves
      from (
        select fact_id, 1 as fact, 0 as pending, 0 as leaf from journal_fact
        union all select fact_id, 0, 1, 0 from journal_pending
        union all select fact_id, 0, 0, 1 from journal_leaf) as states
      group by fact_id
      having sum(fact) > 0 and sum(pending) + sum(leaf) <> 1
      order by fact_id limit ${MOST})
    select fact_id as fact, pending > 0 as pending, leaves,
      exists (select from journal_index i join journal_stream s on s.stream = i.stream and i.n <= s.n
        where i.fact_id = stray.fact_id) as announced
    from stray order by fact_id`.execute(tx);
  return rows.map(describeStray);
};

/** Streams whose known positions do not run from 1 to the counter. */
export const findStreamGaps = async (tx: Tx): Promise<readonly Finding[]> => {
  const { rows } = await sql<StreamRow>`
    with known as (
      select i.stream, min(i.n) as lowest, max(i.n) as highest, count(*)::integer as known
      from journal_index i join journal_fact f on f.fact_id = i.fact_id group by i.stream)
    select coalesce(k.stream, s.stream) as stream, s.n as counter, coalesce(k.lowest, 0) as lowest,
      coalesce(k.highest, 0) as highest, coalesce(k.known, 0) as known
    from journal_stream s full join known k on k.stream = s.stream
    where s.n is distinct from coalesce(k.known, 0) or s.n is distinct from coalesce(k.highest, 0)
    order by 1 limit ${MOST}`.execute(tx);
  return rows.map(describeStream);
};

export const findMissingIndex = async (tx: Tx): Promise<readonly Finding[]> => {
  const { rows } = await sql<{ fact: string }>`
    select f.fact_id as fact from journal_fact f left join journal_index i on i.fact_id = f.fact_id
    where i.fact_id is null order by f.received_at limit ${MOST}`.execute(tx);
  return rows.map(({ fact }) => describeMissingIndex(fact));
};

export const findForeignIndex = async (tx: Tx): Promise<readonly Finding[]> => {
  const { rows } = await sql<{ fact: string }>`
    select i.fact_id as fact from journal_index i left join journal_fact f on f.fact_id = i.fact_id
    where f.fact_id is null order by i.at limit ${MOST}`.execute(tx);
  return rows.map(({ fact }) => describeForeignIndex(fact));
};
