import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { dropCookie } from "#platform/cookies.ts";
import type { Tx } from "#platform/database.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { SignedIn } from "#platform/visitor.ts";
import { lockCompte } from "#store/compte-store.ts";
import { forgetDestination } from "#store/destination-store.ts";
import { forgetRequeteOfBrowser } from "#store/requete-suspendue-store.ts";
import { endSession } from "#store/session-store.ts";
import { SignedOutPage } from "./signed-out.page.tsx";

/** Leaving: closes the session, forgets what waited in this browser (chapter 02 §14). */
export const signOutRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db, keys, clock, random, settings } = deps;
  const leave = async (tx: Tx, { sessionId: id, compteId }: Pick<SignedIn, "sessionId" | "compteId">) => {
    await lockCompte(tx, keys, compteId);
    await endSession(tx, { id, compteId }, { cause: random.uuid(), why: "asked", now: clock.now() });
  };

  app.post(paths.signOut.pattern, async (request, reply) => {
    const session = request.signedIn ?? request.dormant;
    const { browserId } = request;
    await db.transaction().execute(async (tx) => {
      if (session) await leave(tx, session);
      await forgetRequeteOfBrowser(tx, keys, browserId);
      await forgetDestination(tx, keys, browserId);
    });
    for (const name of ["ac", "lien", "reprise"] as const) dropCookie(settings, reply, name);
    // The cookie that names the browser stays: whom it handled last is remembered for the next aidant (chapter 03 §7.1).
    reply.header("clear-site-data", '"cache", "storage"');
    return seeOther(reply, paths.signOut({}));
  });

  app.get(paths.signOut.pattern, (request, reply) => {
    if (request.signedIn) return seeOther(reply, paths.chooseStructure({}));
    if (request.dormant?.state === "locked") return seeOther(reply, paths.verification({}));
    return sendPage(reply, <SignedOutPage frame={request.frame} />);
  });
};
