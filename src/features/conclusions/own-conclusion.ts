import { type Conclusion, type JourneyPage, mayOpen } from "#domain/conclusion.ts";
import type { ConclusionId } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { lockConclusion } from "#store/conclusion-store.ts";

/** `version`: the one the form was shown with. */
export type Sent = { readonly conclusionId: ConclusionId; readonly version: number };
export type JourneyRefusal = "conclusion-unknown" | "elsewhere" | "changed-elsewhere";

/**
 * Locks the aidant's own journey, standing where `page` may be answered and unchanged since the form was shown: two tabs
 * never overwrite each other.
 */
export const lockOwnConclusion = async (
  tx: Tx,
  keys: Keys,
  acting: ActingAidant,
  { conclusionId, version }: Sent,
  page: JourneyPage,
): Promise<Result<Conclusion, JourneyRefusal>> => {
  const conclusion = await lockConclusion(tx, keys, acting.structureId, conclusionId);
  if (!conclusion || conclusion.compteId !== acting.compteId) return refuse("conclusion-unknown");
  if (!mayOpen(page, conclusion)) return refuse("elsewhere");
  return conclusion.version === version ? accept(conclusion) : refuse("changed-elsewhere");
};
