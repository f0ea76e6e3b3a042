import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { toDestination } from "#domain/destination.ts";
import { paths } from "#paths.ts";
import { seeOther } from "#platform/http.tsx";
import { recordDestination } from "#store/destination-store.ts";
import { putAside } from "./put-aside.ts";

type Ask = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/** Sends to the login, or to a new proof when the session is only locked; what was asked waits. */
export const askSignIn =
  (deps: Deps): Ask =>
  async (request, reply) => {
    await keepAsked(deps, request, reply);
    return seeOther(reply, request.dormant?.state === "locked" ? paths.verification({}) : paths.signIn({}));
  };

export const askProof =
  (deps: Deps): Ask =>
  async (request, reply) => {
    await keepAsked(deps, request, reply);
    return seeOther(reply, paths.verification({}));
  };

export const askCgu =
  (deps: Deps): Ask =>
  async (request, reply) => {
    await keepAsked(deps, request, reply);
    return seeOther(reply, paths.cgu({}));
  };

/** Keeps the page asked, or the form posted: its token was checked before any guard asks for more. */
const keepAsked = async (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { db, keys, clock } = deps;
  if (request.method === "POST") return putAside(deps, request, reply);
  const path = toDestination(request.url);
  if (!path) return;
  const destination = {
    path,
    act: request.routeOptions.config.sensitive ?? null,
    structureId: request.acting?.structureId ?? null,
  };
  await db
    .transaction()
    .execute((tx) => recordDestination(tx, keys, { ...destination, browserId: request.browserId, now: clock.now() }));
};
