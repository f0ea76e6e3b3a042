import { sql } from "kysely";
import { type Demarche, demarches } from "#domain/demarche.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { StructureId, UsagerId } from "#domain/ids.ts";
import type { MandatStatus } from "#domain/mandat.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { isLive, mandatStatus } from "#store/mandat-status.ts";
import { openIdentite, type UsagerRow } from "#store/usager-store.ts";

/** Where a row stands in its list, from which the next page begins. */
export type Cursor = { readonly at: Date; readonly usagerId: UsagerId };

export type UsagerLine = {
  readonly usagerId: UsagerId;
  /** Without her contact, which a list does not show. */
  readonly identite: IdentitePivot;
  /** Demarches live now. */
  readonly live: readonly Demarche[];
  /** End of what is listed: the soonest term to come, the last term passed, or the last end asked. */
  readonly at: Date;
  /** State of the latest mandat. */
  readonly status: MandatStatus;
};
export type UsagerPage = { readonly lines: readonly UsagerLine[]; readonly next: Cursor | null };

type Selected = Omit<UsagerRow, "contact_sealed"> & {
  readonly usager_id: string;
  readonly at: Date;
  readonly live: readonly Demarche[] | null;
  readonly status: MandatStatus;
};

export const PAGE = 25;

/** Rows selected by `picked` (usager_id, at, rank), with what a line shows; identities are opened here and nowhere else. */
export const readLines = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  picked: ReturnType<typeof sql>,
  now: Date,
): Promise<UsagerPage> => {
  const { rows } = await sql<Selected>`
    with picked as materialized (${picked})
    select picked.usager_id, picked.at, usager.id, usager.identite_sealed,
      data_key.key_id, data_key.subject_kind, data_key.kek_version, data_key.wrapped,
      (select array_agg(a.demarche) from autorisation a where a.structure_id = ${structureId}
        and a.usager_id = picked.usager_id and ${isLive("a", now)}) as live,
      (select ${mandatStatus("m.id", now)} from mandat m where m.structure_id = ${structureId}
        and m.usager_id = picked.usager_id order by m.concluded_at desc limit 1) as status
    from picked
    join usager on usager.id = picked.usager_id
    join data_key on data_key.key_id = usager.key_id and data_key.destroyed_at is null
    order by picked.rank`.execute(db);
  const lines = rows.slice(0, PAGE).map((row) => ({
    usagerId: row.usager_id as UsagerId,
    identite: openIdentite(keys, { ...row, contact_sealed: null }),
    live: demarches.filter((demarche) => row.live?.includes(demarche)),
    at: row.at,
    status: row.status,
  }));
  const last = lines.at(-1);
  const next = rows.length > PAGE && last ? { at: last.at, usagerId: last.usagerId } : null;
  return { lines, next };
};
