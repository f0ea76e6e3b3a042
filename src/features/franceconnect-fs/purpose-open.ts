import type { Deps } from "#deps.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { lockConclusion } from "#store/conclusion-store.ts";
import type { Identification } from "#store/identification-store.ts";

/** True while the journey still waits for an identity, before the session of the aidant who opened it (§2.4, 5). */
export const isPurposeOpen = async (
  deps: Deps,
  { structureId, conclusionId, sessionId }: Identification,
  signedIn: SignedIn | null,
): Promise<boolean> => {
  if (signedIn?.sessionId !== sessionId) return false;
  const conclusion = await deps.db
    .transaction()
    .execute((tx) => lockConclusion(tx, deps.keys, structureId, conclusionId));
  return conclusion?.step === "porte-choisie";
};
