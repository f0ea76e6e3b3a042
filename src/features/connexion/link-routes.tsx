import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Deps } from "#deps.ts";
import type { CompteId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { readCookie, setCookie } from "#platform/cookies.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { SignedIn } from "#platform/visitor.ts";
import { LinkOtherBrowserPage, LinkOtherComptePage, LinkPage, LinkUnusablePage } from "./link.page.tsx";
import { type LinkRefusal, lookAtLink, openLink } from "./open-link.ts";
import { SECOND_FACTOR_COOKIE_S } from "./waiting-routes.tsx";

const params = z.object({ jeton: z.string().max(100) });

/** Third step: the link of the mail. */
export const linkRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const openedBy = (request: FastifyRequest) => ({
    ...params.parse(request.params),
    browser: readCookie(deps.settings, request, "lien"),
  });
  const refused = ({ frame }: FastifyRequest, reply: FastifyReply, refusal: LinkRefusal) =>
    refusal === "lien-unusable"
      ? sendPage(reply.code(410), <LinkUnusablePage frame={frame} />)
      : sendPage(reply.code(403), <LinkOtherBrowserPage frame={frame} />);
  const alreadyHere = (
    { frame, csrfToken }: FastifyRequest,
    reply: FastifyReply,
    { compteId, prenom, nom }: SignedIn,
    asked: CompteId,
  ) =>
    compteId === asked
      ? seeOther(reply, paths.chooseStructure({}))
      : sendPage(
          reply.code(409),
          <LinkOtherComptePage frame={frame} csrfToken={csrfToken} name={`${prenom} ${nom}`} />,
        );

  app.get(paths.signInLink.pattern, async (request, reply) => {
    const opened = openedBy(request);
    const { frame, csrfToken, signedIn } = request;
    const seen = await lookAtLink(deps, opened);
    if (!seen.ok) return refused(request, reply, seen.refusal);
    if (signedIn) return alreadyHere(request, reply, signedIn, seen.value.compteId);
    return sendPage(reply, <LinkPage frame={frame} csrfToken={csrfToken} jeton={opened.jeton} />);
  });

  app.post(paths.signInLink.pattern, async (request, reply) => {
    const opened = openedBy(request);
    const seen = await lookAtLink(deps, opened);
    if (!seen.ok) return refused(request, reply, seen.refusal);
    if (request.signedIn) return alreadyHere(request, reply, request.signedIn, seen.value.compteId);
    const outcome = await openLink(deps, opened);
    if (!outcome.ok) return refused(request, reply, outcome.refusal);
    setCookie(deps.settings, reply, "lien", outcome.value, SECOND_FACTOR_COOKIE_S);
    return seeOther(reply, paths.secondFactor({}));
  });
};
