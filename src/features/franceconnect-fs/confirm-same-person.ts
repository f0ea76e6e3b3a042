import type { Deps } from "#deps.ts";
import { decideIdentification } from "#domain/conclusion.ts";
import type { ConclusionId } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { lockConclusion } from "#store/conclusion-store.ts";
import { lockWaitingIdentification, recordIdentificationRefused } from "#store/identification-outcome-store.ts";
import { recordUsagerIdentifiedAgain } from "#store/usager-store.ts";
import { establish } from "./admit-identite.ts";
import { aidantIdentity } from "./aidant-identity.query.ts";

type Answer = { readonly conclusionId: ConclusionId; readonly browserId: string; readonly same: boolean };

/**
 * The aidant says whether the usager last handled here is back (chapter 03 §7.1): yes, and the identity kept aside is
 * taken; no, and it is erased. `nothing-waits` when he already answered, or too late.
 */
export const confirmSamePerson = (
  deps: Deps,
  acting: ActingAidant,
  { conclusionId, browserId, same }: Answer,
): Promise<Result<"taken" | "erased", "nothing-waits">> =>
  deps.db.transaction().execute(async (tx) => {
    const { structureId, compteId } = acting;
    const now = deps.clock.now();
    const conclusion = await lockConclusion(tx, deps.keys, structureId, conclusionId);
    if (conclusion?.compteId !== compteId) return refuse("nothing-waits");
    const held = await lockWaitingIdentification(tx, deps.keys, { structureId, conclusionId, now });
    if (!held) return refuse("nothing-waits");
    const closing = { identification: held.identification, idToken: null, now };
    const { usagerId, identite } = held.waiting;
    const aidant = await aidantIdentity(tx, deps.keys, compteId);
    const decision = decideIdentification(conclusion, identite, aidant, now);
    if (!same || !decision.ok) {
      await recordIdentificationRefused(tx, deps, { ...closing, cause: same ? "purpose-closed" : "previous-usager" });
      return same ? refuse("nothing-waits") : accept("erased");
    }
    await recordUsagerIdentifiedAgain(tx, deps, usagerId, identite, now);
    await establish(tx, deps, { ...closing, conclusion: decision.value, usagerId, browserId });
    return accept("taken");
  });
