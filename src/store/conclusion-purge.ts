import { CONSENT_MS, isUnderWay, READING_MS } from "#domain/conclusion.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { conclusionColumns, toConclusion } from "./conclusion-row.ts";
import { recordConclusionStopped, recordIdentificationDropped } from "./conclusion-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };

const DAY_MS = 86_400_000;
/** A draft lives this long after its last change (chapter 03 §6). */
export const DRAFT_MS = 30 * DAY_MS;
/** Time left to the person who still has the page open, before the identity goes. */
const GRACE_MS = 5 * 60_000;
const BATCH = 100;

/**
 * Ends what nobody came back to: identities whose reading or consent is over, then drafts of 30 days. A hundred at a
 * time; a journey that somebody holds is left for the next time.
 */
export const purgeConclusions = async (tx: Tx, deps: StoreDeps, now: Date): Promise<void> => {
  await dropIdentifications(tx, deps, now);
  await expireDrafts(tx, deps, now);
};

const before = (now: Date, age: number): Date => new Date(now.getTime() - age);

const dropIdentifications = async (tx: Tx, deps: StoreDeps, now: Date): Promise<void> => {
  const rows = await forgotten(tx)
    .where((eb) =>
      eb.or([
        eb("step", "=", "identite-etablie").and("identified_at", "<", before(now, READING_MS + GRACE_MS)),
        eb("step", "=", "consentement-donne").and("consented_at", "<", before(now, CONSENT_MS + GRACE_MS)),
      ]),
    )
    .execute();
  for (const row of rows) {
    const conclusion = toConclusion(deps.keys, row);
    const cause = conclusion.step === "consentement-donne" ? "consent-expired" : "reading-closed";
    await recordIdentificationDropped(tx, deps, { conclusion, cause, now });
  }
};

const expireDrafts = async (tx: Tx, deps: StoreDeps, now: Date): Promise<void> => {
  const rows = await forgotten(tx)
    .where("step", "in", ["brouillon", "porte-choisie"])
    .where("updated_at", "<=", before(now, DRAFT_MS))
    .execute();
  for (const row of rows) {
    const conclusion = toConclusion(deps.keys, row);
    if (isUnderWay(conclusion)) await recordConclusionStopped(tx, deps, { conclusion, cause: "draft-expired", now });
  }
};

const forgotten = (tx: Tx) =>
  tx.selectFrom("conclusion").select(conclusionColumns).orderBy("updated_at").limit(BATCH).forUpdate().skipLocked();
