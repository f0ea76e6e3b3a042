import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { decideResumption } from "#domain/suspended-request.ts";
import { paths } from "#paths.ts";
import { isStale } from "#platform/groups.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { allowResumption } from "./allow-resumption.ts";
import { continueJourney, findWaiting, forgetWaiting } from "./continue-journey.ts";
import { AlreadySentPage, ResumeExpiredPage, ResumePage } from "./resume.page.tsx";
import { sendAgain } from "./send-again.ts";
import { returningOf } from "./verification-routes.tsx";
import { findWaitingAct } from "./waiting-act.ts";

/** The form put aside, after more than 5 minutes: sent on a confirmation, or said to be too old. */
export const resumeRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { clock } = deps;

  app.get(paths.resume.pattern, async (request, reply) => {
    const { frame, csrfToken } = request;
    const returning = await returningOf(deps, request);
    if (!returning) return seeOther(reply, paths.verification({}));
    const requete = await findWaiting(deps, request);
    if (requete?.compteId !== returning.person.compteId) return continueJourney(deps, request, reply, returning);
    const resumption = decideResumption(requete, returning.since, clock.now());
    if (resumption === "sent") {
      const location = requete.outcome?.location;
      return location ? seeOther(reply, location) : sendPage(reply, <AlreadySentPage frame={frame} />);
    }
    if (resumption === "expired") {
      await forgetWaiting(deps, request, reply);
      return sendPage(reply.code(410), <ResumeExpiredPage frame={frame} formUrl={requete.posted.formUrl} />);
    }
    const waiting = await findWaitingAct(deps, request, returning.person.compteId);
    await allowResumption(deps, request, reply);
    const page = { frame, csrfToken, waiting, postedAt: requete.createdAt };
    return sendPage(reply, <ResumePage {...page} />);
  });

  app.post(paths.resume.pattern, async (request, reply) => {
    const returning = await returningOf(deps, request);
    if (!returning) return seeOther(reply, paths.verification({}));
    const requete = await findWaiting(deps, request);
    if (requete?.compteId !== returning.person.compteId) return continueJourney(deps, request, reply, returning);
    if ((request.body as { choix?: unknown } | null)?.choix === "renoncer") {
      await forgetWaiting(deps, request, reply);
      return seeOther(reply, requete.posted.formUrl ?? paths.chooseStructure({}));
    }
    const resumption = decideResumption(requete, returning.since, clock.now());
    if (resumption === "sent" || resumption === "expired") return seeOther(reply, paths.resume({}));
    if (requete.act && isStale(deps, returning.person)) return seeOther(reply, paths.verification({}));
    return sendAgain(deps, request, reply, { requete, returning });
  });
};
