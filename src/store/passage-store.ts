import type { ConnexionId, UsagerId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
type HereAndNow = { readonly browserId: string; readonly now: Date };

const MINUTE = 60_000;
/** An usager who comes back within this to the same browser is not shown until the aidant says so (chapter 03 §7.1). */
export const SAME_USAGER_MS = 30 * MINUTE;
/** How long a connexion served here makes an identification suspect (chapter 01 L6). */
export const SERVED_HERE_MS = 12 * 60 * MINUTE;

/** Keyed hash under which a browser is remembered: its cookie value is stored nowhere. */
export const browserHash = (keys: Keys, browserId: string): Buffer => keys.fingerprint("navigateur", browserId);

const usagerHash = (keys: Keys, usagerId: UsagerId): Buffer => keys.fingerprint("passage", usagerId);

/** Remembers that this usager identified in this browser. */
export const recordUsagerIdentifiedHere = (
  tx: Tx,
  deps: StoreDeps,
  passage: HereAndNow & { readonly usagerId: UsagerId },
): Promise<void> =>
  recordPassage(tx, deps, {
    ...passage,
    browserHash: browserHash(deps.keys, passage.browserId),
    kind: "identifie",
    connexionId: null,
  });

/**
 * Remembers that this usager's identity was served to FranceConnect from this browser, until it closes that session.
 * FranceConnect asks for it out of the browser's sight: its hash was kept with the connexion.
 */
export const recordUsagerServedHere = (
  tx: Tx,
  deps: StoreDeps,
  passage: Omit<Passage, "kind" | "connexionId"> & { readonly connexionId: ConnexionId },
): Promise<void> => recordPassage(tx, deps, { ...passage, kind: "servi" });

/** FranceConnect closed the session that this connexion opened. */
export const recordServedClosed = async (tx: Tx, connexionId: ConnexionId, now: Date): Promise<void> => {
  await tx
    .updateTable("passage_navigateur")
    .set({ closed_at: now })
    .where("connexion_id", "=", connexionId)
    .where("closed_at", "is", null)
    .execute();
};

type Passage = {
  readonly browserHash: Buffer;
  readonly usagerId: UsagerId;
  readonly now: Date;
  readonly kind: "identifie" | "servi";
  readonly connexionId: ConnexionId | null;
};

const recordPassage = async (tx: Tx, { keys, random }: StoreDeps, passage: Passage): Promise<void> => {
  const { usagerId, kind, connexionId, now } = passage;
  await tx
    .deleteFrom("passage_navigateur")
    .where("at", "<", new Date(now.getTime() - SERVED_HERE_MS))
    .execute();
  await tx
    .insertInto("passage_navigateur")
    .values({
      id: random.uuid(),
      browser_hash: passage.browserHash,
      usager_hash: usagerHash(keys, usagerId),
      kind,
      connexion_id: connexionId,
      at: now,
      closed_at: null,
    })
    .execute();
};

type WasHere = HereAndNow & { readonly usagerId: UsagerId };

/** True when the last person handled in this browser, less than 30 minutes ago, was this usager. */
export const isUsagerLastHandledHere = async (
  tx: Tx,
  keys: Keys,
  { browserId, usagerId, now }: WasHere,
): Promise<boolean> => {
  const last = await tx
    .selectFrom("passage_navigateur")
    .select("usager_hash")
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("at", ">", new Date(now.getTime() - SAME_USAGER_MS))
    .orderBy("at", "desc")
    .limit(1)
    .executeTakeFirst();
  return last?.usager_hash.equals(usagerHash(keys, usagerId)) ?? false;
};

/** True when we served this usager's identity from this browser and FranceConnect may still hold that session (L6). */
export const isUsagerServedHere = async (
  tx: Tx,
  keys: Keys,
  { browserId, usagerId, now }: WasHere,
): Promise<boolean> => {
  const served = await tx
    .selectFrom("passage_navigateur")
    .select("id")
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("usager_hash", "=", usagerHash(keys, usagerId))
    .where("kind", "=", "servi")
    .where("closed_at", "is", null)
    .where("at", ">", new Date(now.getTime() - SERVED_HERE_MS))
    .executeTakeFirst();
  return served !== undefined;
};
