import { createHash } from "node:crypto";
import type { CompteId, Uuid } from "#domain/ids.ts";
import { LINK_LIFE_MS, LIVE_LINKS, type LoginLink } from "#domain/login-link.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { type CompteToSignIn, lockCompte } from "./compte-store.ts";

export type LienConnexionId = Uuid;

/** A link as the pages of sign-in need it. `compteId` is null when nothing could be sent to that address. */
export type LienConnexion = LoginLink & {
  readonly id: LienConnexionId;
  readonly compteId: CompteId | null;
  readonly browserHash: Buffer;
  readonly codeHmac: Buffer;
  readonly courriel: string;
};

/** By what a link is found: the token of the mail, or the cookie of the browser that asked. */
export type LienKey = { readonly token: string } | { readonly browser: string };

export const lienBrowserHash = (keys: Keys, cookie: string): Buffer => keys.fingerprint("lien", cookie);
export const lienTokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();
export const lienCodeHmac = (keys: Keys, id: LienConnexionId, code: string): Buffer =>
  keys.fingerprint("code-connexion", `${id}/${code}`);
const courrielCell = (id: string) => ({ table: "lien_connexion", column: "courriel", row: id });

export type NewLien = {
  readonly id: LienConnexionId;
  readonly token: string;
  readonly code: string;
  /** Value of the cookie `lien`. */
  readonly browser: string;
  readonly courriel: string;
  readonly compteId: CompteId | null;
};

/** Writes a new link, cancels the one of this browser, and the oldest of the compte beyond three. */
export const recordLienAsked = async (tx: Tx, keys: Keys, lien: NewLien, now: Date): Promise<void> => {
  const { id, compteId } = lien;
  await tx
    .insertInto("lien_connexion")
    .values({
      id,
      token_hash: lienTokenHash(lien.token),
      browser_hash: lienBrowserHash(keys, lien.browser),
      compte_id: compteId,
      courriel_sealed: keys.sealForService(courrielCell(id), lien.courriel),
      code_hmac: lienCodeHmac(keys, id, lien.code),
      created_at: now,
      consumed_at: null,
      cancelled_at: null,
      entered_at: null,
    })
    .execute();
  const live = await tx
    .selectFrom("lien_connexion")
    .select("id")
    .where("compte_id", "=", compteId ?? id)
    .where("consumed_at", "is", null)
    .where("cancelled_at", "is", null)
    .where("created_at", ">", new Date(now.getTime() - LINK_LIFE_MS))
    .orderBy("created_at", "desc")
    .orderBy((eb) => eb("id", "=", id), "desc")
    .execute();
  await cancelLiens(
    tx,
    live.slice(LIVE_LINKS).map((row) => row.id),
    now,
  );
};

/** Cancels the live link of a browser that asks another one. */
export const cancelLienOfBrowser = async (tx: Tx, keys: Keys, browser: string, now: Date): Promise<void> => {
  await tx
    .updateTable("lien_connexion")
    .set({ cancelled_at: now })
    .where("browser_hash", "=", lienBrowserHash(keys, browser))
    .where("consumed_at", "is", null)
    .where("cancelled_at", "is", null)
    .execute();
};

const cancelLiens = async (tx: Tx, ids: readonly string[], now: Date): Promise<void> => {
  if (ids.length === 0) return;
  await tx
    .updateTable("lien_connexion")
    .set({ cancelled_at: now })
    .where("id", "in", ids)
    .where("consumed_at", "is", null)
    .execute();
};

/** The link, whatever its state; of a browser, the last it asked. */
export const findLien = async (db: Database | Tx, keys: Keys, key: LienKey): Promise<LienConnexion | null> => {
  const row = await selectLien(db, keys, key).executeTakeFirst();
  return row ? toLien(keys, row) : null;
};

/**
 * The link and its compte, held until the transaction ends: the compte first, always, so that two logins of one
 * person wait for each other instead of blocking each other. Whoever comes second sees what the first one did.
 */
export const lockLien = async (
  tx: Tx,
  keys: Keys,
  key: LienKey,
): Promise<{ readonly lien: LienConnexion; readonly compte: CompteToSignIn | null } | null> => {
  const seen = await selectLien(tx, keys, key).executeTakeFirst();
  if (!seen) return null;
  const compte = seen.compte_id ? await lockCompte(tx, keys, seen.compte_id as CompteId) : null;
  const row = await tx
    .selectFrom("lien_connexion")
    .selectAll()
    .where("id", "=", seen.id)
    .forUpdate()
    .executeTakeFirst();
  return row ? { lien: toLien(keys, row), compte } : null;
};

const selectLien = (db: Database | Tx, keys: Keys, key: LienKey) =>
  db
    .selectFrom("lien_connexion")
    .selectAll()
    .where((eb) =>
      "token" in key
        ? eb("token_hash", "=", lienTokenHash(key.token))
        : eb("browser_hash", "=", lienBrowserHash(keys, key.browser)),
    )
    .orderBy("created_at", "desc")
    .orderBy("cancelled_at", (order) => order.desc().nullsFirst())
    .limit(1);

type LienRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectLien>["executeTakeFirst"]>>>;

const toLien = (keys: Keys, row: LienRow): LienConnexion => ({
  id: row.id as LienConnexionId,
  compteId: row.compte_id as CompteId | null,
  browserHash: row.browser_hash,
  codeHmac: row.code_hmac,
  codeTries: row.code_tries,
  createdAt: row.created_at,
  consumedAt: row.consumed_at,
  cancelledAt: row.cancelled_at,
  enteredAt: row.entered_at,
  courriel: keys.openForService(courrielCell(row.id), row.courriel_sealed).toString(),
});

/** Counts a code that was not the right one. */
export const recordCodeTried = async (tx: Tx, lien: LienConnexion): Promise<void> => {
  await tx
    .updateTable("lien_connexion")
    .set({ code_tries: lien.codeTries + 1 })
    .where("id", "=", lien.id)
    .execute();
};

/** Uses a link and cancels the others of its compte; the browser holds `browser`, a new cookie, from now on. */
export const recordLienConsumed = async (
  tx: Tx,
  keys: Keys,
  { id, compteId }: { readonly id: LienConnexionId; readonly compteId: CompteId },
  { browser, now }: { readonly browser: string; readonly now: Date },
): Promise<void> => {
  await tx
    .updateTable("lien_connexion")
    .set({ consumed_at: now, browser_hash: lienBrowserHash(keys, browser) })
    .where("id", "=", id)
    .execute();
  await tx
    .updateTable("lien_connexion")
    .set({ cancelled_at: now })
    .where("compte_id", "=", compteId)
    .where("consumed_at", "is", null)
    .where("cancelled_at", "is", null)
    .execute();
};

/** The session opened: this link leads nowhere any more. */
export const recordLienEntered = async (tx: Tx, id: LienConnexionId, now: Date): Promise<void> => {
  await tx.updateTable("lien_connexion").set({ entered_at: now }).where("id", "=", id).execute();
};

/** Forgets links that no page can use any more. */
export const purgeLiens = async (tx: Tx, before: Date): Promise<void> => {
  await tx.deleteFrom("lien_connexion").where("created_at", "<", before).execute();
};
