import type { Tx } from "#platform/database.ts";
import { purgeDestinations } from "./destination-store.ts";
import { purgeIdempotence } from "./idempotence-store.ts";
import { purgeLiens } from "./lien-connexion-store.ts";
import { purgeRateEvents } from "./rate-limit-store.ts";
import { purgeRequetes } from "./requete-suspendue-store.ts";

const HOUR_MS = 60 * 60_000;

/** Forgets what sign-in no longer needs: links, pages and forms after an hour, counters and form keys after a day. */
export const purgeConnexion = async (tx: Tx, now: Date): Promise<void> => {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const dayAgo = new Date(now.getTime() - 24 * HOUR_MS);
  await purgeLiens(tx, hourAgo);
  await purgeDestinations(tx, hourAgo);
  await purgeRequetes(tx, hourAgo);
  await purgeRateEvents(tx, dayAgo);
  await purgeIdempotence(tx, dayAgo);
};
