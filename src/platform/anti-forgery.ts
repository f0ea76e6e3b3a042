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

/**
 * True when a POST comes from one of our own pages, shown to this very sign-in (chapter 10 §11). Under our
 * `Referrer-Policy: no-referrer` a browser says `Origin: null` of our own forms too: `Sec-Fetch-Site` then tells, where
 * the browser knows it, and the token always does.
 */
export const isOurForm = (settings: Settings, keys: Keys, request: FastifyRequest): boolean => {
  if (!isOurOrigin(settings, request.headers)) return false;
  const sent = (request.body as { _csrf?: unknown } | null)?._csrf;
  const expected = Buffer.from(csrfTokenFor(keys, request));
  const given = Buffer.from(typeof sent === "string" ? sent : "");
  return given.length === expected.length && timingSafeEqual(given, expected);
};

const isOurOrigin = ({ origin: ours }: Settings, { origin, ...headers }: FastifyRequest["headers"]): boolean => {
  if (origin === ours) return true;
  if (origin !== undefined && origin !== "null") return false;
  return ["same-origin", undefined].includes(headers["sec-fetch-site"] as string | undefined);
};
