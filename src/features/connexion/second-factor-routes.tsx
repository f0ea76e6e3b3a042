import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { browserFamilyOf } from "#domain/browser-family.ts";
import { paths } from "#paths.ts";
import { dropCookie, readCookie, setCookie } from "#platform/cookies.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { allowResumption } from "./allow-resumption.ts";
import { continueJourney } from "./continue-journey.ts";
import { LinkUnusablePage } from "./link.page.tsx";
import { type EntryRefusal, findAwaited, passSecondFactor } from "./pass-second-factor.ts";
import { secondFactorByAddress } from "./rate-limits.ts";
import {
  FacteurLockedPage,
  FacteurMissingPage,
  SecondFactorPage,
  TooManyPage,
  wrongCodeWords,
} from "./second-factor.page.tsx";
import { hasSecondFactor } from "./second-factor.query.ts";

/** Fourth and fifth steps: the second proof, then the session. */
export const secondFactorRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { keys, clock, settings } = deps;

  app.get(paths.secondFactor.pattern, async (request, reply) => {
    const { frame, csrfToken } = request;
    const browser = readCookie(settings, request, "lien");
    const compteId = browser ? await findAwaited(deps, browser) : null;
    if (!compteId) return seeOther(reply, paths.signIn({}));
    if (!(await hasSecondFactor(deps.db, compteId)))
      return sendPage(reply.code(403), <FacteurMissingPage frame={frame} />);
    await allowResumption(deps, request, reply);
    return sendPage(reply, <SecondFactorPage frame={frame} csrfToken={csrfToken} />);
  });

  app.post(paths.secondFactor.pattern, async (request, reply) => {
    const { code } = (request.body ?? {}) as { code?: unknown };
    const outcome = await passSecondFactor(deps, {
      code: typeof code === "string" ? code : "",
      browser: readCookie(settings, request, "lien") ?? "",
      browserFamily: browserFamilyOf(request.headers["user-agent"]),
      dormant: request.dormant,
      limit: secondFactorByAddress(keys, request),
    });
    if (!outcome.ok) return refuseFactor(deps, request, reply, outcome.refusal);
    const { token, person } = outcome.value;
    setCookie(settings, reply, "ac", token);
    dropCookie(settings, reply, "lien");
    return continueJourney(deps, request, reply, { person, since: clock.now(), token });
  });
};

/** The page of a second factor that was refused at sign-in. */
const refuseFactor = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: EntryRefusal,
): Promise<FastifyReply> => {
  const { frame, csrfToken } = request;
  await allowResumption(deps, request, reply);
  switch (refusal.kind) {
    case "code-wrong":
      return sendPage(reply.code(422), <SecondFactorPage frame={frame} csrfToken={csrfToken} error={wrongCodeWords} />);
    case "facteur-locked":
      return sendPage(reply.code(429), <FacteurLockedPage frame={frame} until={refusal.until} />);
    case "facteur-missing":
      return sendPage(reply.code(403), <FacteurMissingPage frame={frame} />);
    case "lien-unusable":
      return sendPage(reply.code(410), <LinkUnusablePage frame={frame} />);
    case "too-many":
      return sendPage(
        reply.code(429).header("retry-after", Math.ceil(refusal.waitMs / 1000)),
        <TooManyPage frame={frame} until={new Date(deps.clock.now().getTime() + refusal.waitMs)} />,
      );
  }
};
