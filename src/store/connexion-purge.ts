import type { Tx } from "#platform/database.ts";
import type { Random } from "#platform/random.ts";
import { purgeDestinations } from "./destination-store.ts";
import { purgeIdempotence } from "./idempotence-store.ts";
import { purgeLiens } from "./lien-connexion-store.ts";
import { purgeRateEvents } from "./rate-limit-store.ts";
import { purgeRequetes } from "./requete-suspendue-store.ts";
import { endLapsedSessions } from "./session-store.ts";

const HOUR_MS = 60 * 60_000;

/**
 * Closes sessions that time has ended, and forgets what sign-in no longer needs: links, pages and forms after an
 * hour, counters and form keys after a day. For a job that runs every few minutes.
 */
export const purgeConnexion = async (tx: Tx, deps: { readonly random: Random }, now: Date): Promise<void> => {
  await endLapsedSessions(tx, deps, now);
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const dayAgo = new Date(now.getTime() - 24 * HOUR_MS);
  await purgeLiens(tx, hourAgo);
  await purgeDestinations(tx, hourAgo);
  await purgeRequetes(tx, hourAgo);
  await purgeRateEvents(tx, dayAgo);
  await purgeIdempotence(tx, dayAgo);
};
