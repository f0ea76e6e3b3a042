import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { findDestination } from "#store/destination-store.ts";
import { findWaiting } from "./continue-journey.ts";

/**
 * Lets the form of this page end, after redirects, where what waits in this browser may lead: a browser applies
 * `form-action` to the whole chain, and a form resumed from here may go on to FranceConnect (chapter 01 §4.3).
 */
export const allowResumption = async (deps: Deps, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
  const { db, keys, clock, settings } = deps;
  const waits = (await findWaiting(deps, request)) ?? (await findDestination(db, keys, request.browserId, clock.now()));
  if (!waits) return;
  const ends = settings.clients.filter(({ actif }) => actif).flatMap(({ redirectUris }) => redirectUris);
  const origins = [settings.franceConnect.issuer, ...ends].map((url) => new URL(url).origin);
  reply.formActionOrigins = [...new Set(origins)];
};
