import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { askAgainAt } from "#domain/login-link.ts";
import { paths } from "#paths.ts";
import { readCookie, setCookie } from "#platform/cookies.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { findLien, type LienConnexion } from "#store/lien-connexion-store.ts";
import { LinkUnusablePage } from "./link.page.tsx";
import { typeCode } from "./open-link.ts";
import { findAwaited } from "./pass-second-factor.ts";
import { mailCodeByAddress } from "./rate-limits.ts";
import { TooManyPage } from "./second-factor.page.tsx";
import { askLinkFrom } from "./sign-in-routes.tsx";
import { WaitingPage } from "./waiting.page.tsx";

/** After the link, the second factor must come as soon as a link must be used. */
export const SECOND_FACTOR_COOKIE_S = 15 * 60;

/** Second step: the page that waits, the code of the mail, another message. */
export const waitingRoutes = (deps: Deps) => async (app: FastifyInstance) => {
  const { db, keys, clock, settings } = deps;
  const lienCookie = (request: FastifyRequest) => readCookie(settings, request, "lien");
  const findOurs = async (request: FastifyRequest): Promise<LienConnexion | null> => {
    const browser = lienCookie(request);
    return browser ? findLien(db, keys, { browser }) : null;
  };
  const waiting = (request: FastifyRequest, reply: FastifyReply, lien: LienConnexion, more: object = {}) =>
    sendPage(
      reply,
      <WaitingPage
        frame={request.frame}
        csrfToken={request.csrfToken}
        courriel={lien.courriel}
        askAgainAt={askAgainAt(lien)}
        {...more}
      />,
    );
  const unusable = (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(reply.code(410), <LinkUnusablePage frame={request.frame} />);

  app.get(paths.signInWaiting.pattern, async (request, reply) => {
    const browser = lienCookie(request);
    if (browser && (await findAwaited(deps, browser))) return seeOther(reply, paths.secondFactor({}));
    const lien = await findOurs(request);
    return lien ? waiting(request, reply, lien) : seeOther(reply, paths.signIn({}));
  });

  const askAnother = async (request: FastifyRequest, reply: FastifyReply) => {
    const lien = await findOurs(request);
    if (!lien) return unusable(request, reply);
    if (clock.now().getTime() < askAgainAt(lien).getTime())
      return waiting(request, reply, lien, { notice: "too-soon" });
    await askLinkFrom(deps, request, reply, lien.courriel);
    return waiting(request, reply, { ...lien, createdAt: clock.now() }, { notice: "asked-again" });
  };

  app.post(paths.signInWaiting.pattern, async (request, reply) => {
    const { code, demande } = (request.body ?? {}) as { code?: unknown; demande?: unknown };
    if (demande === "nouveau-message") return askAnother(request, reply);
    const browser = lienCookie(request);
    if (!browser) return unusable(request, reply);
    const typed = typeof code === "string" ? code.replaceAll(/\s/g, "") : "";
    const outcome = await typeCode(deps, { code: typed, browser, limit: mailCodeByAddress(keys, request) });
    if (outcome.ok) {
      setCookie(settings, reply, "lien", outcome.value, SECOND_FACTOR_COOKIE_S);
      return seeOther(reply, paths.secondFactor({}));
    }
    if (outcome.refusal === "lien-unusable") return unusable(request, reply);
    if ("waitMs" in outcome.refusal) {
      const until = new Date(clock.now().getTime() + outcome.refusal.waitMs);
      reply.code(429).header("retry-after", Math.ceil(outcome.refusal.waitMs / 1000));
      return sendPage(reply, <TooManyPage frame={request.frame} until={until} />);
    }
    const { lien, triesLeft } = outcome.refusal;
    return waiting(request, reply.code(422), lien, { error: wrongCode(triesLeft) });
  });
};

const wrongCode = (triesLeft: number | null): string => {
  if (triesLeft === null)
    return "Ce code n’est pas le bon, ou il est trop ancien. Vérifiez-le dans le dernier message.";
  if (triesLeft <= 0) return "Ce code ne sert plus. Demandez un autre message, plus bas.";
  return `Ce code n’est pas le bon, ou il est trop ancien. Il vous reste ${triesLeft}\u00a0essai${triesLeft > 1 ? "s" : ""}.`;
};
