import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { readCookie, setCookie } from "#platform/cookies.ts";
import { isStale } from "#platform/groups.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { allowResumption } from "./allow-resumption.ts";
import { continueJourney, type Returning } from "./continue-journey.ts";
import { type ProofRefusal, proveAgain } from "./prove-again.ts";
import { FacteurLockedPage, FacteurMissingPage, wrongCodeWords } from "./second-factor.page.tsx";
import { VerificationPage } from "./verification.page.tsx";
import { findVisitor } from "./visitor.query.ts";
import { findWaitingAct } from "./waiting-act.ts";

/** The session of the browser as it is now, for one that is open. */
export const returningOf = async (
  { db, keys, clock, settings }: Deps,
  request: FastifyRequest,
): Promise<Returning | null> => {
  const token = readCookie(settings, request, "ac");
  const session = token ? await findVisitor(db, keys, token, clock.now()) : null;
  return token && session?.state === "open" ? { person: session.person, since: session.since, token } : null;
};

/** The new proof: before a sensitive act, or to open a locked session. */
export const verificationRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const askCode = async (request: FastifyRequest, reply: FastifyReply, error?: string) => {
    const { frame, csrfToken, signedIn, dormant } = request;
    const compteId = (signedIn ?? dormant)?.compteId;
    if (!compteId) return seeOther(reply, paths.signIn({}));
    const waiting = await findWaitingAct(deps, request, compteId);
    await allowResumption(deps, request, reply);
    const page = { frame, csrfToken, waiting, isLocked: dormant !== null, error };
    return sendPage(reply, <VerificationPage {...page} />);
  };

  const refuse = (request: FastifyRequest, reply: FastifyReply, refusal: ProofRefusal) => {
    const { frame } = request;
    if (refusal.kind === "code-wrong") return askCode(request, reply.code(422), wrongCodeWords);
    if (refusal.kind === "facteur-locked")
      return sendPage(reply.code(429), <FacteurLockedPage frame={frame} until={refusal.until} />);
    if (refusal.kind === "facteur-missing") return sendPage(reply.code(403), <FacteurMissingPage frame={frame} />);
    return seeOther(reply, paths.signIn({}));
  };

  app.get(paths.verification.pattern, async (request, reply) => {
    if (request.dormant?.state === "locked") return askCode(request, reply);
    const returning = await returningOf(deps, request);
    if (!returning) return seeOther(reply, paths.signIn({}));
    return isStale(deps, returning.person) ? askCode(request, reply) : continueJourney(deps, request, reply, returning);
  });

  app.post(paths.verification.pattern, async (request, reply) => {
    const { signedIn, dormant } = request;
    const session = signedIn ?? (dormant?.state === "ended" ? null : dormant);
    const former = readCookie(deps.settings, request, "ac");
    if (!session || !former) return seeOther(reply, paths.signIn({}));
    const { compteId, sessionId } = session;
    const { code } = (request.body ?? {}) as { code?: unknown };
    const { act } = await findWaitingAct(deps, request, compteId);
    const asked = { compteId, sessionId, former, act, code: typeof code === "string" ? code : "" };
    const outcome = await proveAgain(deps, asked);
    return outcome.ok ? carryOn(request, reply, outcome.value) : refuse(request, reply, outcome.refusal);
  });

  const carryOn = (request: FastifyRequest, reply: FastifyReply, proved: Returning) => {
    setCookie(deps.settings, reply, "ac", proved.token);
    return continueJourney(deps, request, reply, proved);
  };
};
