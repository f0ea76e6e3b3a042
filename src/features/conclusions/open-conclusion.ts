import type { Deps } from "#deps.ts";
import type { ConclusionId } from "#domain/ids.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { recordConclusionOpened } from "#store/conclusion-store.ts";
import { rememberOutcome } from "#store/idempotence-store.ts";

/** Opens a journey to a mandat; a form sent twice, with the key it was given, opens one. */
export const openConclusion = (
  { db, clock, ...deps }: Deps,
  acting: ActingAidant,
  key: string | null,
): Promise<ConclusionId> =>
  db.transaction().execute(async (tx) => {
    const now = clock.now();
    const open = () => recordConclusionOpened(tx, deps, acting, now);
    if (key === null) return open();
    const scope = `conclusion/${acting.structureId}/${acting.compteId}`;
    return (await rememberOutcome(tx, { scope, key }, now, open)).outcome;
  });
