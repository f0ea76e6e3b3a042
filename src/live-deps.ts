import type { Deps } from "#deps.ts";
import { systemClock } from "#platform/clock.ts";
import { createFranceConnectClient } from "#platform/franceconnect-client.ts";
import { createKeys } from "#platform/keys.ts";
import { systemRandom } from "#platform/random.ts";

/** The dependencies of a running service: its deployment's settings and database, the true clock and chance. */
export const liveDeps = ({ settings, db, log }: Pick<Deps, "settings" | "db" | "log">): Deps => ({
  db,
  settings,
  log,
  clock: systemClock,
  random: systemRandom,
  keys: createKeys(settings.rootKeys),
  franceConnect: createFranceConnectClient({ settings: settings.franceConnect, clock: systemClock }),
});
