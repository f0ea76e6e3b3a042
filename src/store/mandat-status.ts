import { type RawBuilder, sql } from "kysely";
import type { MandatStatus } from "#domain/mandat.ts";

/** True in SQL exactly when `statusOfAutorisation` answers `active` (R8); `alias` names the autorisation's row. */
export const isLive = (alias: string, now: Date): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(`${alias}.ended`)} is null and ${sql.ref(`${alias}.term_instant`)} > ${now})`;

/** `statusOf` in SQL (R8), for the mandat whose id the reference names. */
export const mandatStatus = (mandatId: string, now: Date): RawBuilder<MandatStatus> => sql<MandatStatus>`(
  select case
    when bool_or(${isLive("part", now)}) then 'actif'
    when bool_and(part.ended is not distinct from 'revoquee') then 'revoque'
    when bool_or(part.ended is not distinct from 'remplacee') then 'remplace'
    when bool_or(part.ended is null or part.ended = 'expiree') then 'expire'
    else 'termine' end
  from autorisation part where part.mandat_id = ${sql.ref(mandatId)})`;
