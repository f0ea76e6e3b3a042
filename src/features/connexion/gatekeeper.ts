import type { Deps } from "#deps.ts";
import type { Gatekeeper, Visitor } from "#platform/visitor.ts";
import { findRenewed, recordActivity } from "#store/session-store.ts";
import { findActing } from "./acting-aidant.query.ts";
import { askCgu, askProof, askSignIn } from "./ask-for-more.ts";
import { SECOND_CLICK_MS } from "./prove-again.ts";
import { findVisitor } from "./visitor.query.ts";

/** Activity is written at most once a minute: a session may lock up to a minute early, never late. */
const ACTIVITY_EVERY_MS = 60_000;

/** Who is there, and how to ask for more: what the guards of every group call. */
export const createGatekeeper = (deps: Deps): Omit<Gatekeeper, "refuseNotHabilite"> => {
  const { db, keys, clock } = deps;
  return {
    findVisitor: async (token, active) => {
      const now = clock.now();
      const session = await findVisitor(db, keys, token, now);
      if (!session) return findSecondClick(deps, token, now);
      const { state, person, lastActivityAt } = session;
      if (state !== "open") return { state, compteId: person.compteId, sessionId: person.sessionId };
      if (active && now.getTime() - lastActivityAt.getTime() >= ACTIVITY_EVERY_MS)
        await db.transaction().execute((tx) => recordActivity(tx, person.sessionId, now));
      return { state, person };
    },
    findActing: (signedIn, structure) => findActing(db, signedIn, structure, clock.now()),
    askSignIn: askSignIn(deps),
    askProof: askProof(deps),
    askCgu: askCgu(deps),
  };
};

const findSecondClick = async ({ db, keys }: Deps, token: string, now: Date): Promise<Visitor | null> => {
  const renewed = await findRenewed(db, keys, token, new Date(now.getTime() - SECOND_CLICK_MS));
  return renewed ? { state: "renewed", compteId: renewed.compteId, sessionId: renewed.id } : null;
};
