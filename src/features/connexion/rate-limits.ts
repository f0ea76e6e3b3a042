import type { FastifyRequest } from "fastify";
import { networkPrefixOf } from "#domain/network-prefix.ts";
import type { Keys } from "#platform/keys.ts";
import type { RateLimit } from "#store/rate-limit-store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ofAddress = (keys: Keys, surface: string, { ip }: FastifyRequest, count: number): RateLimit => ({
  surface: `${surface}/adresse`,
  subject: keys.fingerprint("adresse", networkPrefixOf(ip)),
  windows: [{ count, ms: 10 * MINUTE }],
});

/** Lines of chapter 02 §15. Limits by address are high: a whole structure may share one. */
export const loginMailByAddress = (keys: Keys, request: FastifyRequest): RateLimit =>
  ofAddress(keys, "courriel-de-connexion", request, 60);
export const mailCodeByAddress = (keys: Keys, request: FastifyRequest): RateLimit =>
  ofAddress(keys, "code-du-courriel", request, 60);
export const secondFactorByAddress = (keys: Keys, request: FastifyRequest): RateLimit =>
  ofAddress(keys, "second-facteur", request, 120);

export const loginMailByCourriel = (keys: Keys, courriel: string): RateLimit => ({
  surface: "courriel-de-connexion/courriel",
  subject: keys.blindIndex("courriel", courriel),
  windows: [
    { count: 5, ms: HOUR },
    { count: 15, ms: DAY },
  ],
});
