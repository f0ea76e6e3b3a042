import type { Deps } from "#deps.ts";
import { isConsentAlive, isReadingOpen, isUnderWay } from "#domain/conclusion.ts";
import type { ConclusionId } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import {
  byAidant,
  lockConclusion,
  recordConclusionStopped,
  recordIdentificationDropped,
} from "#store/conclusion-store.ts";

type Refusal = "conclusion-unknown" | "elsewhere";

/** Gives the journey up: its draft is destroyed. A mandat already concluded is not touched. */
export const abandonConclusion = (
  { db, clock, ...deps }: Deps,
  acting: ActingAidant,
  conclusionId: ConclusionId,
): Promise<Result<"abandoned", Refusal>> =>
  db.transaction().execute(async (tx) => {
    const conclusion = await lockConclusion(tx, deps.keys, acting.structureId, conclusionId);
    if (!conclusion || conclusion.compteId !== acting.compteId) return refuse("conclusion-unknown");
    if (!isUnderWay(conclusion)) return refuse("elsewhere");
    const now = clock.now();
    await recordConclusionStopped(tx, deps, { conclusion, cause: "abandoned", actor: byAidant(acting), now });
    return accept("abandoned");
  });

/** Starts the identification again once its time, or the consent's, has passed; before that nothing moves. */
export const identifyAgain = (
  { db, clock, ...deps }: Deps,
  acting: ActingAidant,
  conclusionId: ConclusionId,
): Promise<Result<"reopened", Refusal>> =>
  db.transaction().execute(async (tx) => {
    const conclusion = await lockConclusion(tx, deps.keys, acting.structureId, conclusionId);
    if (!conclusion || conclusion.compteId !== acting.compteId) return refuse("conclusion-unknown");
    const now = clock.now();
    const actor = byAidant(acting);
    if (conclusion.step === "identite-etablie" && !isReadingOpen(conclusion, now)) {
      await recordIdentificationDropped(tx, deps, { conclusion, cause: "reading-closed", actor, now });
      return accept("reopened");
    }
    if (conclusion.step === "consentement-donne" && !isConsentAlive(conclusion, now)) {
      await recordIdentificationDropped(tx, deps, { conclusion, cause: "consent-expired", actor, now });
      return accept("reopened");
    }
    return refuse("elsewhere");
  });
