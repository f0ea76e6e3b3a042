import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import {
  IDENTIFICATION_MS,
  type Identification,
  type IdentificationCause,
  identificationCell,
  identificationColumns,
  stateHashOf,
  toIdentification,
} from "./identification-store.ts";
import { browserHash } from "./passage-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
type HereAndNow = { readonly browserId: string; readonly now: Date };

/**
 * Starts FranceConnect's sign-out for the last exchange of this browser: its id_token is the hint, erased as it is read
 * (chapter 01 §2.9). Null when there is nothing left to close.
 */
export const recordSignOutStarted = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  { browserId, now }: HereAndNow,
): Promise<{ readonly idToken: string; readonly state: string } | null> => {
  const row = await tx
    .selectFrom("identification")
    .select(["id", "id_token_sealed"])
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("id_token_sealed", "is not", null)
    .where("closed_at", ">", new Date(now.getTime() - IDENTIFICATION_MS))
    .orderBy("closed_at", "desc")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!row?.id_token_sealed) return null;
  const state = random.token();
  await tx
    .updateTable("identification")
    .set({ id_token_sealed: null, logout_state_hash: stateHashOf(state) })
    .where("id", "=", row.id)
    .execute();
  return {
    idToken: keys.openForService(identificationCell("id_token", row.id), row.id_token_sealed).toString(),
    state,
  };
};

/** How the exchange that a sign-out follows had ended. */
export type EndedIdentification = {
  readonly identification: Identification;
  readonly outcome: "etablie" | "a-confirmer" | "refusee";
  readonly cause: IdentificationCause | null;
};

/**
 * The exchange to resume after FranceConnect's sign-out: the one of that `state`, or without a `state` the last one
 * ended in this browser less than 30 minutes ago (chapter 01 §2.11).
 */
export const findEndedIdentification = async (
  db: Database | Tx,
  keys: Keys,
  { browserId, now, state }: HereAndNow & { readonly state: string | null },
): Promise<EndedIdentification | null> => {
  const here = db
    .selectFrom("identification")
    .select([...identificationColumns, "outcome", "cause"])
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("closed_at", ">", new Date(now.getTime() - IDENTIFICATION_MS));
  const asked = state === null ? here : here.where("logout_state_hash", "=", stateHashOf(state));
  const row = await asked.orderBy("closed_at", "desc").limit(1).executeTakeFirst();
  if (!row?.outcome) return null;
  return {
    identification: toIdentification(row),
    outcome: row.outcome,
    cause: row.cause as IdentificationCause | null,
  };
};
