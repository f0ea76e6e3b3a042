import { sql } from "kysely";
import type { StructureId, UsagerId } from "#domain/ids.ts";
import { isFoundBy, queriedPrefixes } from "#domain/name-search.ts";
import { parseNumero } from "#domain/numero-mandat.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { isLive } from "#store/mandat-status.ts";
import { PAGE, readLines, type UsagerPage } from "./usager-rows.query.ts";

type Search = { readonly typed: string; readonly after: UsagerId | null; readonly now: Date };

/** True when what was typed can be searched: three letters of a name, or the number of a mandat. */
export const isSearchable = (typed: string): boolean =>
  queriedPrefixes(typed).length > 0 || parseNumero(typed) !== null;

/**
 * Usagers of this structure by the first letters of their names, or by the number of one of their mandats. Tokens find
 * candidates inside the structure only; each is confirmed once its name is open (chapter 04 B2, B3).
 */
export const searchUsagers = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  { typed, after, now }: Search,
): Promise<UsagerPage> => {
  const numero = parseNumero(typed);
  if (numero) {
    const picked = sql`select usager_id, term_instant as at, 1 as rank from mandat
      where numero = ${numero} and structure_id = ${structureId}`;
    return readLines(db, keys, structureId, picked, now);
  }
  const page = await readLines(db, keys, structureId, candidates(keys, structureId, { typed, after, now }), now);
  return { ...page, lines: page.lines.filter(({ identite }) => isFoundBy(typed, identite)) };
};

/** Their term is the soonest to come, as in the list; of those who have none, the last one passed. */
const candidates = (keys: Keys, structureId: StructureId, { typed, after, now }: Search) => {
  const [first, ...others] = [...queriedPrefixes(typed)]
    .sort((a, b) => b.length - a.length)
    .map((prefix) => keys.searchToken(structureId, prefix));
  const also = others.map(
    (token) => sql`and exists (select from usager_jeton o where o.structure_id = j.structure_id
      and o.token = ${token} and o.usager_id = j.usager_id)`,
  );
  return sql`select j.usager_id, row_number() over (order by j.usager_id) as rank,
      coalesce((select min(a.term_instant) from autorisation a where a.structure_id = j.structure_id
          and a.usager_id = j.usager_id and ${isLive("a", now)}),
        (select max(m.term_instant) from mandat m where m.structure_id = j.structure_id
          and m.usager_id = j.usager_id)) as at
    from usager_jeton j where j.structure_id = ${structureId} and j.token = ${first ?? Buffer.alloc(8)}
      ${sql.join(also, sql` `)} ${after ? sql`and j.usager_id > ${after}` : sql``}
    order by j.usager_id limit ${PAGE + 1}`;
};
