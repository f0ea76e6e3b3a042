import { timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import type { Keys } from "./keys.ts";
import type { Settings } from "./settings.ts";

/**
 * Token of a page's forms: bound to the session, or to the browser before sign-in. A session that is locked or over
 * still knows the forms of its pages: their work waits for its person (chapter 02 §10).
 */
export const csrfTokenFor = (keys: Keys, { signedIn, dormant, browserId }: FastifyRequest): string =>
  csrfTokenOf(keys, (signedIn ?? dormant)?.sessionId ?? browserId);

/** The token of one session, or of one browser before sign-in. */
export const csrfTokenOf = (keys: Keys, subject: string): string =>
  keys.fingerprint("csrf", subject).toString("base64url");

/** True when a POST comes from one of our own pages, shown to this very sign-in (chapter 10 §11). */
export const isOurForm = (settings: Settings, keys: Keys, request: FastifyRequest): boolean => {
  const { origin } = request.headers;
  if (origin !== undefined && origin !== settings.origin) return false;
  if (origin === undefined && request.headers["sec-fetch-site"] === "cross-site") return false;
  const sent = (request.body as { _csrf?: unknown } | null)?._csrf;
  const expected = Buffer.from(csrfTokenFor(keys, request));
  const given = Buffer.from(typeof sent === "string" ? sent : "");
  return given.length === expected.length && timingSafeEqual(given, expected);
};
