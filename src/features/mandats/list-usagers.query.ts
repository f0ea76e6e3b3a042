import { type RawBuilder, sql } from "kysely";
import type { StructureId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { isLive } from "#store/mandat-status.ts";
import { type Cursor, PAGE, readLines, type UsagerPage } from "./usager-rows.query.ts";

export const onglets = ["actifs", "bientot", "echus", "termines"] as const;
export type Onglet = (typeof onglets)[number];

const DAY_MS = 86_400_000;
/** « Bientôt échus » and what stays listed after its end (chapter 03 §12). */
export const SOON_MS = 30 * DAY_MS;
export const KEPT_MS = 365 * DAY_MS;
/** Autorisations read by a count: beyond them it says « 900+ » rather than read a whole structure at each page. */
const COUNTED = 1_000;

const nothingLive = (now: Date) => sql`not exists (select from autorisation l where l.structure_id = a.structure_id
  and l.usager_id = a.usager_id and ${isLive("l", now)})`;

/** Rows of autorisation `a`, one for each usager of a tab: the soonest to come, or the last one ended. */
const rowsOf = (onglet: Onglet, structureId: StructureId, now: Date): RawBuilder<unknown> => {
  const since = new Date(now.getTime() - KEPT_MS);
  const soon = new Date(now.getTime() + SOON_MS);
  switch (onglet) {
    case "actifs":
    case "bientot":
      return sql`a.structure_id = ${structureId} and ${isLive("a", now)}
        ${onglet === "bientot" ? sql`and a.term_instant <= ${soon}` : sql``}
        and not exists (select from autorisation b where b.structure_id = a.structure_id
          and b.usager_id = a.usager_id and ${isLive("b", now)}
          and (b.term_instant, b.id) < (a.term_instant, a.id))`;
    case "echus":
      return sql`a.structure_id = ${structureId} and (a.ended is null or a.ended = 'expiree')
        and a.term_instant <= ${now} and a.term_instant > ${since} and ${nothingLive(now)}
        and not exists (select from autorisation b where b.structure_id = a.structure_id
          and b.usager_id = a.usager_id and (b.ended is null or b.ended = 'expiree')
          and b.term_instant <= ${now} and (b.term_instant, b.id) > (a.term_instant, a.id))`;
    case "termines":
      return sql`a.structure_id = ${structureId} and a.ended in ('revoquee', 'terminee')
        and a.ended_at > ${since} and ${nothingLive(now)}
        and not exists (select from autorisation b where b.structure_id = a.structure_id
          and b.usager_id = a.usager_id and b.ended in ('revoquee', 'terminee')
          and (b.ended_at, b.id) > (a.ended_at, a.id))`;
  }
};

/** What each tab is ordered by: terms to come soonest first, ends latest first. */
const instantOfTab = (onglet: Onglet) => (onglet === "termines" ? sql`a.ended_at` : sql`a.term_instant`);
const isForward = (onglet: Onglet): boolean => onglet === "actifs" || onglet === "bientot";

export type Listing = { readonly onglet: Onglet; readonly after: Cursor | null; readonly now: Date };

/**
 * One page of a tab, 25 usagers, one round trip. Names are sealed, so no order by name: by term, then usager, which
 * insertions do not disturb (keyset).
 */
export const listUsagers = (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  { onglet, after, now }: Listing,
): Promise<UsagerPage> => {
  const at = instantOfTab(onglet);
  const [direction, beyond] = isForward(onglet) ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const picked = sql`select a.usager_id, ${at} as at, row_number() over (order by ${at} ${direction}, a.usager_id ${direction}) as rank
    from autorisation a where ${rowsOf(onglet, structureId, now)}
    ${after ? sql`and (${at}, a.usager_id) ${beyond} (${after.at}, ${after.usagerId})` : sql``}
    order by ${at} ${direction}, a.usager_id ${direction} limit ${PAGE + 1}`;
  return readLines(db, keys, structureId, picked, now);
};

/** Usagers of a tab. `isMore`: at least that many, counting stopped there. */
export type Count = { readonly usagers: number; readonly isMore: boolean };
export type Counts = Readonly<Record<Onglet | "enCours", Count>>;

/** What belongs to a tab before the rows of one usager are made one: what a count reads, from an index alone. */
const countedRows = (onglet: Onglet, structureId: StructureId, now: Date): RawBuilder<unknown> => {
  if (onglet !== "actifs" && onglet !== "bientot") return rowsOf(onglet, structureId, now);
  const soon = new Date(now.getTime() + SOON_MS);
  return sql`a.structure_id = ${structureId} and ${isLive("a", now)}
    ${onglet === "bientot" ? sql`and a.term_instant <= ${soon}` : sql``}`;
};

/** How many usagers in each tab, and journeys of this aidant under way; one round trip, each count bounded. */
export const countTabs = async (
  db: Database,
  structureId: StructureId,
  compteId: string,
  now: Date,
): Promise<Counts> => {
  const counted = (onglet: Onglet) => sql`(select json_build_object('usagers', count(distinct usager_id),
    'isMore', count(*) > ${COUNTED}) from (select a.usager_id from autorisation a
    where ${countedRows(onglet, structureId, now)} order by ${instantOfTab(onglet)} limit ${COUNTED + 1}) as counted)`;
  const { rows } = await sql<Counts>`select ${counted("actifs")} as actifs, ${counted("bientot")} as bientot,
    ${counted("echus")} as echus, ${counted("termines")} as termines,
    (select json_build_object('usagers', count(*), 'isMore', false) from conclusion
      where structure_id = ${structureId} and compte_id = ${compteId}
      and step in ('brouillon', 'porte-choisie', 'identite-etablie', 'consentement-donne')) as "enCours"`.execute(db);
  return rows[0] as Counts;
};
