import type { Deps } from "#deps.ts";
import type { Gatekeeper } from "#platform/visitor.ts";
import { recordActivity } from "#store/session-store.ts";
import { findActing } from "./acting-aidant.query.ts";
import { askCgu, askProof, askSignIn } from "./ask-for-more.ts";
import { owesCgu } from "./cgu.query.ts";
import { findVisitor } from "./visitor.query.ts";

/** Activity is written at most once a minute: a session may lock up to a minute early, never late. */
const ACTIVITY_EVERY_MS = 60_000;

/** Who is there, and how to ask for more: what the guards of every group call. */
export const createGatekeeper = (deps: Deps): Omit<Gatekeeper, "refuseNotHabilite"> => {
  const { db, keys, clock } = deps;
  return {
    findVisitor: async (token, active) => {
      const now = clock.now();
      const visitor = await findVisitor(db, keys, token, now);
      if (active && visitor?.state === "open" && now.getTime() - visitor.lastActivityAt.getTime() >= ACTIVITY_EVERY_MS)
        await db.transaction().execute((tx) => recordActivity(tx, visitor.person.sessionId, now));
      return visitor;
    },
    findActing: (signedIn, structure) => findActing(db, signedIn, structure, clock.now()),
    owesCgu: ({ compteId }) => owesCgu(db, compteId, clock.now()),
    askSignIn: askSignIn(deps),
    askProof: askProof(deps),
    askCgu: askCgu(deps),
  };
};
