import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { type EndedIdentification, findEndedIdentification, recordSignOutStarted } from "#store/sign-out-store.ts";
import { structureReference } from "./structure-reference.query.ts";

/** Where FranceConnect's session is closed; without one left to close, where its sign-out would have led. */
export const startSignOut = async (deps: Deps, browserId: string): Promise<string> => {
  const now = deps.clock.now();
  const started = await deps.db.transaction().execute((tx) => recordSignOutStarted(tx, deps, { browserId, now }));
  const url = started && (await deps.franceConnect.endSessionUrl(started));
  return url ?? paths.franceConnectLogoutCallback({});
};

export type AfterSignOut =
  | { readonly kind: "journey"; readonly href: string }
  | { readonly kind: "refused"; readonly ended: EndedIdentification }
  | { readonly kind: "nothing" };

/** What follows FranceConnect's sign-out: the journey goes on by our own session, `state` or not (chapter 01 §2.11). */
export const afterSignOut = async (
  deps: Deps,
  { browserId, state }: { readonly browserId: string; readonly state: string | null },
): Promise<AfterSignOut> => {
  const ended = await findEndedIdentification(deps.db, deps.keys, { browserId, state, now: deps.clock.now() });
  if (!ended) return { kind: "nothing" };
  if (ended.outcome === "refusee") return { kind: "refused", ended };
  const { structureId, conclusionId } = ended.identification;
  const journey = { structure: await structureReference(deps.db, structureId), conclusionId };
  const next = ended.outcome === "etablie" ? paths.conclusionLecture : paths.conclusionMemePersonne;
  return { kind: "journey", href: next(journey) };
};
