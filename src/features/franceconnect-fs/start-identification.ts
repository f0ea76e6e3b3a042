import type { Deps } from "#deps.ts";
import type { ConclusionId } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { lockConclusion } from "#store/conclusion-store.ts";

import { recordAttemptRefused } from "#store/identification-outcome-store.ts";
import { type IdentificationCause, recordIdentificationOpened } from "#store/identification-store.ts";
import { hasLiveUse } from "./live-use.query.ts";

type Start = { readonly conclusionId: ConclusionId; readonly browserId: string };
type StartRefusal = Extract<IdentificationCause, "exchange-pending" | "purpose-closed" | "temporarily-unavailable">;

/**
 * The usager presses the FranceConnect button: opens an exchange tied to this journey, session and browser, and answers
 * where FranceConnect waits (chapter 01 §2.3).
 */
export const startIdentification = async (
  deps: Deps,
  acting: ActingAidant,
  start: Start,
): Promise<Result<string, StartRefusal | "conclusion-unknown">> => {
  const opened = await deps.db.transaction().execute(async (tx) => {
    const conclusion = await lockConclusion(tx, deps.keys, acting.structureId, start.conclusionId);
    const { structureId, compteId, sessionId } = acting;
    if (conclusion?.compteId !== compteId) return refuse("conclusion-unknown" as const);
    const bound = { ...start, structureId, compteId, sessionId, now: deps.clock.now() };
    const pending = await hasLiveUse(tx, deps.keys, bound);
    if (!pending && conclusion.step === "porte-choisie")
      return accept(await recordIdentificationOpened(tx, deps, bound));
    const cause = pending ? ("exchange-pending" as const) : ("purpose-closed" as const);
    await recordAttemptRefused(tx, deps, { identification: bound, compteId, cause, now: bound.now });
    return refuse(cause);
  });
  if (!opened.ok) return opened;
  const url = await deps.franceConnect.authorizationUrl(opened.value);
  return url ? accept(url) : refuseUnreachable(deps, acting, start.conclusionId);
};

/** FranceConnect has never answered: the exchange opened for nothing expires alone. */
const refuseUnreachable = async (deps: Deps, acting: ActingAidant, conclusionId: ConclusionId) => {
  const { compteId, structureId } = acting;
  const cause = "temporarily-unavailable" as const;
  const identification = { conclusionId, compteId, structureId };
  const now = deps.clock.now();
  await deps.db.transaction().execute((tx) => recordAttemptRefused(tx, deps, { identification, compteId, cause, now }));
  return refuse(cause);
};
