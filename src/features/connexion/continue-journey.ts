import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { decideResumption } from "#domain/suspended-request.ts";
import { paths } from "#paths.ts";
import { dropCookie, readCookie } from "#platform/cookies.ts";
import { isStale } from "#platform/groups.ts";
import { seeOther } from "#platform/http.tsx";
import type { ProvedPerson } from "#platform/visitor.ts";
import { findDestination, forgetDestination } from "#store/destination-store.ts";
import { findRequeteSuspendue, forgetRequeteOfBrowser, type RequeteSuspendue } from "#store/requete-suspendue-store.ts";
import { findCguInForce } from "./cgu.query.ts";
import { sendAgain } from "./send-again.ts";

/** A person whose session is open, since when, and the value of its cookie once this answer is read. */
export type Returning = { readonly person: ProvedPerson; readonly since: Date; readonly token: string };

/**
 * Where a person goes once he has proved himself: to the CGU if they wait, to the form he had posted, to the page he
 * had asked for, or home (chapter 02 §6.1 step 5, §10).
 */
export const continueJourney = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  returning: Returning,
): Promise<FastifyReply> => {
  const { db, clock } = deps;
  const { person, since } = returning;
  const cgu = await findCguInForce(db, person.compteId, clock.now());
  if (cgu?.acceptedAt === null) return seeOther(reply, paths.cgu({}));
  const requete = await findWaiting(deps, request);
  if (!requete) return goToDestination(deps, request, reply, person);
  if (requete.compteId !== person.compteId) {
    await forgetWaiting(deps, request, reply);
    return goToDestination(deps, request, reply, person);
  }
  const resumption = decideResumption(requete, since, clock.now());
  if (resumption === "confirm" || resumption === "expired") return seeOther(reply, paths.resume({}));
  if (resumption === "send" && requete.act && isStale(deps, person)) return seeOther(reply, paths.verification({}));
  return sendAgain(deps, request, reply, { requete, returning });
};

/** The form that waits in this browser, whoever its sender. */
export const findWaiting = async (
  { db, keys, settings }: Deps,
  request: FastifyRequest,
): Promise<RequeteSuspendue | null> => {
  const token = readCookie(settings, request, "reprise");
  return token ? findRequeteSuspendue(db, keys, { token, browserId: request.browserId }) : null;
};

/** Forgets the form of this browser: another person signed in, or its own gave it up. */
export const forgetWaiting = async (
  { db, keys, settings }: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> => {
  await db.transaction().execute((tx) => forgetRequeteOfBrowser(tx, keys, request.browserId));
  dropCookie(settings, reply, "reprise");
};

const goToDestination = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  person: ProvedPerson,
): Promise<FastifyReply> => {
  const { db, keys, clock } = deps;
  const { browserId } = request;
  const destination = await findDestination(db, keys, browserId, clock.now());
  if (!destination) return seeOther(reply, paths.chooseStructure({}));
  if (destination.act && isStale(deps, person)) return seeOther(reply, paths.verification({}));
  await db.transaction().execute((tx) => forgetDestination(tx, keys, browserId));
  return seeOther(reply, destination.path);
};
