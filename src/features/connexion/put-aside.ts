import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { SUSPENDED_COOKIE_S } from "#domain/suspended-request.ts";
import { setCookie } from "#platform/cookies.ts";
import { type Posted, recordRequeteSuspendue } from "#store/requete-suspendue-store.ts";
import { csrfFieldName } from "#ui/hidden-fields.tsx";

type Body = Readonly<Record<string, string | readonly string[]>>;

/**
 * Puts the posted form aside until its sender has proved herself again (chapter 02 §10). Nothing is kept of a browser
 * that never had a session: no page of ours can have shown it such a form.
 */
export const putAside = async (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { db, keys, random, clock, settings } = deps;
  const compteId = (request.signedIn ?? request.dormant)?.compteId;
  if (!compteId) return;
  const token = random.token();
  const requete = {
    id: random.uuid(),
    token,
    compteId,
    browserId: request.browserId,
    structureId: request.acting?.structureId ?? null,
    act: request.routeOptions.config.sensitive ?? null,
    posted: postedOf(request),
  };
  await db.transaction().execute((tx) => recordRequeteSuspendue(tx, keys, requete, clock.now()));
  setCookie(settings, reply, "reprise", token, SUSPENDED_COOKIE_S);
};

const postedOf = ({ url, body, server, routeOptions }: FastifyRequest): Posted => ({
  url,
  formUrl: server.hasRoute({ method: "GET", url: routeOptions.url ?? "" }) ? url : null,
  fields: Object.entries((body ?? {}) as Body)
    .filter(([name]) => name !== csrfFieldName)
    .flatMap(([name, values]) => [values].flat().map((value) => [name, String(value)] as const)),
});
