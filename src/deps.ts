import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import type { FranceConnectClient } from "#platform/franceconnect-client.ts";
import type { Keys } from "#platform/keys.ts";
import type { Log } from "#platform/log.ts";
import type { Random } from "#platform/random.ts";
import type { Settings } from "#platform/settings.ts";

/** All that a feature may touch of the world. */
export type Deps = {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly keys: Keys;
  readonly settings: Settings;
  readonly franceConnect: FranceConnectClient;
  readonly log: Log;
};
