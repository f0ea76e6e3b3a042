import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { csrfTokenOf } from "#platform/anti-forgery.ts";
import { cookieHeader, dropCookie } from "#platform/cookies.ts";
import { seeOther } from "#platform/http.tsx";
import { claimRequete, type RequeteSuspendue, recordRequeteOutcome } from "#store/requete-suspendue-store.ts";
import { csrfFieldName } from "#ui/hidden-fields.tsx";
import type { Returning } from "./continue-journey.ts";

type Sending = { readonly requete: RequeteSuspendue; readonly returning: Returning };
type Answer = Awaited<ReturnType<FastifyRequest["server"]["inject"]>>;

/**
 * Sends the form put aside, once, to the very route it was posted to: every guard, rule and idempotency key judges it
 * again, as of now. Whoever comes second is led where the first was (chapter 02 §10.3).
 */
export const sendAgain = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { requete, returning }: Sending,
): Promise<FastifyReply> => {
  const { db, keys, clock, settings } = deps;
  const isFirst = await db.transaction().execute((tx) => claimRequete(tx, requete.id, clock.now()));
  if (!isFirst) return seeOther(reply, paths.resume({}));
  const answer = await request.server.inject({
    method: "POST",
    url: requete.posted.url,
    remoteAddress: request.ip,
    headers: {
      origin: settings.origin,
      "content-type": "application/x-www-form-urlencoded",
      "user-agent": request.headers["user-agent"] ?? "",
      cookie: cookieHeader(settings, { ac: returning.token, navigateur: request.browserId }),
    },
    payload: bodyOf(deps, { requete, returning }),
  });
  const location = typeof answer.headers.location === "string" ? answer.headers.location : null;
  const outcome = { status: answer.statusCode, location };
  await db.transaction().execute((tx) => recordRequeteOutcome(tx, keys, requete.id, outcome));
  dropCookie(settings, reply, "reprise");
  return copyAnswer(reply, answer);
};

const bodyOf = ({ keys }: Deps, { requete, returning }: Sending): string => {
  const body = new URLSearchParams({ [csrfFieldName]: csrfTokenOf(keys, returning.person.sessionId) });
  for (const [name, value] of requete.posted.fields) body.append(name, value);
  return body.toString();
};

const copied = ["content-type", "content-security-policy", "cache-control", "location", "retry-after"] as const;

const copyAnswer = (reply: FastifyReply, answer: Answer): FastifyReply => {
  for (const name of copied) {
    const value = answer.headers[name];
    if (value !== undefined) reply.header(name, value);
  }
  for (const cookie of [answer.headers["set-cookie"] ?? []].flat()) reply.header("set-cookie", cookie);
  return reply.code(answer.statusCode).send(answer.rawPayload);
};
