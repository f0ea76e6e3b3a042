import type { Updateable } from "kysely";
import type { ConnexionId } from "#domain/ids.ts";
import type { UseChoice } from "#domain/use.ts";
import { identityServed, useCodeIssued, useEnded, useReplayed, useTokenIssued } from "#domain/use-fact.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import type { FournisseurIdentiteTables } from "#platform/tables/fournisseur-identite.ts";
import { type Connexion, connexionColumns, toConnexion } from "./connexion-usage-store.ts";
import { appendToJournal } from "./journal-store.ts";
import { sha256 } from "./oidc-artefact-store.ts";
import { recordServedClosed, recordUsagerServedHere } from "./passage-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };

const choiceOf = ({ choice, id }: Connexion): UseChoice => {
  if (!choice) throw new Error(`Connexion ${id} goes on without a choice.`);
  return choice;
};

/** A code leaves for the client: the fact `UseCodeIssued`. False when the connexion is over. */
export const recordCodeIssued = async (tx: Tx, { random }: StoreDeps, id: ConnexionId, now: Date): Promise<boolean> => {
  const connexion = await changeOpenConnexion(tx, id, { code_issued_at: now });
  if (!connexion) return false;
  await appendToJournal(tx, useCodeIssued(connexion, choiceOf(connexion), { now, cause: random.uuid() }));
  return true;
};

/** An access token was drawn: the fact `UseTokenIssued`. False when the connexion is over. */
export const recordTokenIssued = async (
  tx: Tx,
  { random }: StoreDeps,
  { id, token }: { readonly id: ConnexionId; readonly token: string },
  now: Date,
): Promise<boolean> => {
  const tokenHash = sha256(token);
  const connexion = await changeOpenConnexion(tx, id, { token_hash: tokenHash, token_issued_at: now });
  if (!connexion) return false;
  await appendToJournal(tx, useTokenIssued(connexion, choiceOf(connexion), tokenHash, { now, cause: random.uuid() }));
  return true;
};

type Change = Pick<
  Updateable<FournisseurIdentiteTables["connexion"]>,
  "code_issued_at" | "token_hash" | "token_issued_at"
>;

const changeOpenConnexion = async (tx: Tx, id: ConnexionId, change: Change): Promise<Connexion | null> => {
  const row = await tx
    .updateTable("connexion")
    .set(change)
    .where("id", "=", id)
    .where("closed_at", "is", null)
    .returning(connexionColumns)
    .executeTakeFirst();
  return row ? toConnexion(row) : null;
};

/** The identity may leave once this transaction is committed: the fact `IdentityServed` (chapter 01 §3.10). */
export const recordIdentityServed = async (
  tx: Tx,
  deps: StoreDeps,
  connexion: Connexion,
  { token, level }: { readonly token: string; readonly level: number },
  now: Date,
): Promise<void> => {
  const choice = choiceOf(connexion);
  const served = { tokenHash: sha256(token), level, serviceCode: connexion.confirmed?.serviceCode ?? null };
  await tx.updateTable("connexion").set({ served_at: now }).where("id", "=", connexion.id).execute();
  if (connexion.browserHash)
    await recordUsagerServedHere(tx, deps, {
      browserHash: connexion.browserHash,
      usagerId: choice.usagerId,
      connexionId: connexion.id,
      now,
    });
  await appendToJournal(tx, identityServed(connexion, choice, served, { now, cause: deps.random.uuid() }));
};

/** A code or a token came twice: nothing of this connexion may be used any more. The fact `UseReplayed`. */
export const recordReplay = async (
  tx: Tx,
  { random }: StoreDeps,
  connexion: Connexion,
  what: "code" | "access-token",
  now: Date,
): Promise<void> => {
  await tx
    .updateTable("connexion")
    .set({ closed_at: now, closed_by: "rejeu" })
    .where("id", "=", connexion.id)
    .where("closed_at", "is", null)
    .execute();
  await appendToJournal(tx, useReplayed(connexion, choiceOf(connexion), what, { now, cause: random.uuid() }));
};

/** The open connexion that an id_token speaks of, held until the transaction ends. */
export const lockConnexionOfHint = async (
  tx: Tx,
  { clientId, sub, nonce }: { readonly clientId: string; readonly sub: string; readonly nonce: string | undefined },
): Promise<ConnexionId | null> => {
  const row = await tx
    .selectFrom("connexion")
    .select("id")
    .where("client_id", "=", clientId)
    .where("sub", "=", sub)
    .where("nonce_hash", nonce === undefined ? "is" : "=", nonce === undefined ? null : sha256(nonce))
    .where("token_issued_at", "is not", null)
    .where("closed_at", "is", null)
    .orderBy("created_at", "desc")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row ? (row.id as ConnexionId) : null;
};

/** FranceConnect closed the session of this connexion: the fact `UseEnded`. The aidant stays signed in. */
export const recordUseClosed = async (tx: Tx, { random }: StoreDeps, connexion: Connexion, now: Date) => {
  await tx
    .updateTable("connexion")
    .set({ closed_at: now, closed_by: "franceconnect" })
    .where("id", "=", connexion.id)
    .execute();
  await recordServedClosed(tx, connexion.id, now);
  await appendToJournal(tx, useEnded(connexion, "franceconnect", { now, cause: random.uuid() }));
};
