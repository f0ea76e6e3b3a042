import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { SignedIn } from "#platform/visitor.ts";
import { acceptCgu } from "./accept-cgu.ts";
import { allowResumption } from "./allow-resumption.ts";
import { CguPage } from "./cgu.page.tsx";
import { findCguInForce } from "./cgu.query.ts";
import { continueJourney } from "./continue-journey.ts";
import { returningOf } from "./verification-routes.tsx";

/** The conditions, for a person signed in: open before they are accepted, and then what he was doing goes on. */
export const cgu = (deps: Deps) => async (compte: FastifyInstance) => {
  const { db, clock } = deps;
  const config = { beforeCgu: true };

  compte.get(paths.cgu.pattern, { config }, async (request, reply) => {
    const { signedIn, frame, csrfToken } = request;
    await allowResumption(deps, request, reply);
    const inForce = await findCguInForce(db, (signedIn as SignedIn).compteId, clock.now());
    return sendPage(reply, <CguPage frame={frame} csrfToken={csrfToken} cgu={inForce} />);
  });

  compte.post(paths.cgu.pattern, { config }, async (request, reply) => {
    const { frame, csrfToken } = request;
    const signedIn = request.signedIn as SignedIn;
    const inForce = await findCguInForce(db, signedIn.compteId, clock.now());
    const { accepte, version } = (request.body ?? {}) as { accepte?: unknown; version?: unknown };
    if (inForce && version === inForce.number && accepte === "oui") await acceptCgu(deps, signedIn, inForce);
    else if (inForce && !inForce.acceptedAt) {
      await allowResumption(deps, request, reply);
      const page = { frame, csrfToken, cgu: inForce, error: "Cochez la case pour accepter, ou déconnectez-vous." };
      return sendPage(reply.code(422), <CguPage {...page} />);
    }
    const returning = await returningOf(deps, request);
    return returning ? continueJourney(deps, request, reply, returning) : seeOther(reply, paths.chooseStructure({}));
  });
};
