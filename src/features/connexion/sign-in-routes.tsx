import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Deps } from "#deps.ts";
import { browserFamilyOf } from "#domain/browser-family.ts";
import { paths } from "#paths.ts";
import { readCookie, setCookie } from "#platform/cookies.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { normalizeCourriel } from "#store/compte-store.ts";
import { askLink } from "./ask-link.ts";
import { loginMailByAddress, loginMailByCourriel } from "./rate-limits.ts";
import { SignInPage } from "./sign-in.page.tsx";

/** Life of the cookie that binds a link to its browser (chapter 02 §6.1, step 2). */
const LIEN_COOKIE_S = 20 * 60;

const courriel = z.string().transform(normalizeCourriel).pipe(z.email().max(254));

/** Asks for a link to `courriel` from this browser, and goes to the page that waits. */
export const askLinkFrom = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: string,
): Promise<void> => {
  const { keys, settings } = deps;
  const browser = await askLink(deps, {
    courriel: asked,
    formerBrowser: readCookie(settings, request, "lien"),
    browserFamily: browserFamilyOf(request.headers["user-agent"]),
    limits: [loginMailByAddress(keys, request), loginMailByCourriel(keys, asked)],
  });
  setCookie(settings, reply, "lien", browser, LIEN_COOKIE_S);
};

/** First step of the login (chapter 02 §6.1). */
export const signInRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  app.get(paths.signIn.pattern, (request, reply) =>
    request.signedIn
      ? seeOther(reply, paths.chooseStructure({}))
      : sendPage(reply, <SignInPage frame={request.frame} csrfToken={request.csrfToken} />),
  );

  app.post(paths.signIn.pattern, async (request, reply) => {
    if (request.signedIn) return seeOther(reply, paths.chooseStructure({}));
    const typed = (request.body as { courriel?: unknown } | null)?.courriel;
    const parsed = courriel.safeParse(typed);
    if (parsed.success) {
      await askLinkFrom(deps, request, reply, parsed.data);
      return seeOther(reply, paths.signInWaiting({}));
    }
    const page = (
      <SignInPage
        frame={request.frame}
        csrfToken={request.csrfToken}
        typed={typeof typed === "string" ? typed : ""}
        error="Tapez une adresse électronique complète, par exemple prenom.nom@structure.fr"
      />
    );
    return sendPage(reply.code(422), page);
  });
};
