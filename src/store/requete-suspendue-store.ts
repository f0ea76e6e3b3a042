import { createHash } from "node:crypto";
import type { CompteId, StructureId, Uuid } from "#domain/ids.ts";
import { SUSPENDED_PER_COMPTE, type SuspendedRequest } from "#domain/suspended-request.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";

export type RequeteSuspendueId = Uuid;

/** What was posted, without its anti-forgery token: another one is given when the form is sent again. */
export type Posted = {
  readonly url: string;
  readonly fields: readonly (readonly [string, string])[];
  /** Where the form may be opened again, when its page has the address it was posted to. */
  readonly formUrl: string | null;
};
/** Where a form led once sent: what a second click is answered. */
export type Outcome = { readonly status: number; readonly location: string | null };

export type RequeteSuspendue = SuspendedRequest & {
  readonly id: RequeteSuspendueId;
  readonly compteId: CompteId;
  readonly browserHash: Buffer;
  readonly structureId: StructureId | null;
  readonly act: string | null;
  readonly posted: Posted;
  readonly outcome: Outcome | null;
};

const tokenHash = (token: string): Buffer => createHash("sha256").update(token).digest();
export const repriseBrowserHash = (keys: Keys, browserId: string): Buffer => keys.fingerprint("reprise", browserId);
const cellOf = (column: "payload" | "outcome", id: string) => ({ table: "requete_suspendue", column, row: id });

export type NewRequete = {
  readonly id: RequeteSuspendueId;
  /** Value of the cookie `reprise`. */
  readonly token: string;
  readonly browserId: string;
  readonly compteId: CompteId;
  readonly structureId: StructureId | null;
  readonly act: string | null;
  readonly posted: Posted;
};

/** Puts a form aside: in the place of the one of this browser, and of the oldest of the compte beyond three. */
export const recordRequeteSuspendue = async (tx: Tx, keys: Keys, requete: NewRequete, now: Date): Promise<void> => {
  const { id, compteId } = requete;
  await forgetRequeteOfBrowser(tx, keys, requete.browserId);
  await tx
    .insertInto("requete_suspendue")
    .values({
      id,
      token_hash: tokenHash(requete.token),
      compte_id: compteId,
      browser_hash: repriseBrowserHash(keys, requete.browserId),
      structure_id: requete.structureId,
      act: requete.act,
      payload_sealed: keys.sealForService(cellOf("payload", id), JSON.stringify(requete.posted)),
      created_at: now,
      executed_at: null,
      outcome_sealed: null,
    })
    .execute();
  await tx
    .deleteFrom("requete_suspendue")
    .where("id", "in", (eb) =>
      eb
        .selectFrom("requete_suspendue")
        .select("id")
        .where("compte_id", "=", compteId)
        .where("executed_at", "is", null)
        .orderBy((order) => order("id", "=", id), "desc")
        .orderBy("created_at", "desc")
        .offset(SUSPENDED_PER_COMPTE),
    )
    .execute();
};

/** Forgets the form that waits in a browser: another takes its place, or its person left. */
export const forgetRequeteOfBrowser = async (tx: Tx, keys: Keys, browserId: string): Promise<void> => {
  await tx
    .deleteFrom("requete_suspendue")
    .where("browser_hash", "=", repriseBrowserHash(keys, browserId))
    .where("executed_at", "is", null)
    .execute();
};

/** The form that this cookie names, whatever its state, if it was put aside in this browser. */
export const findRequeteSuspendue = async (
  db: Database | Tx,
  keys: Keys,
  { token, browserId }: { readonly token: string; readonly browserId: string },
): Promise<RequeteSuspendue | null> => {
  const row = await db
    .selectFrom("requete_suspendue")
    .selectAll()
    .where("token_hash", "=", tokenHash(token))
    .where("browser_hash", "=", repriseBrowserHash(keys, browserId))
    .executeTakeFirst();
  if (!row) return null;
  const open = (column: "payload" | "outcome", sealed: Buffer) =>
    JSON.parse(keys.openForService(cellOf(column, row.id), sealed).toString());
  return {
    id: row.id as RequeteSuspendueId,
    compteId: row.compte_id as CompteId,
    browserHash: row.browser_hash,
    structureId: row.structure_id as StructureId | null,
    act: row.act,
    createdAt: row.created_at,
    executedAt: row.executed_at,
    posted: open("payload", row.payload_sealed) as Posted,
    outcome: row.outcome_sealed ? (open("outcome", row.outcome_sealed) as Outcome) : null,
  };
};

/** Takes the right to send the form: true for one caller only, ever. */
export const claimRequete = async (tx: Tx, id: RequeteSuspendueId, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("requete_suspendue")
    .set({ executed_at: now })
    .where("id", "=", id)
    .where("executed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

const emptied: Posted = { url: "/", fields: [], formUrl: null };

/** Notes where the form led, and forgets what it held. */
export const recordRequeteOutcome = async (
  tx: Tx,
  keys: Keys,
  id: RequeteSuspendueId,
  outcome: Outcome,
): Promise<void> => {
  await tx
    .updateTable("requete_suspendue")
    .set({
      outcome_sealed: keys.sealForService(cellOf("outcome", id), JSON.stringify(outcome)),
      payload_sealed: keys.sealForService(cellOf("payload", id), JSON.stringify(emptied)),
    })
    .where("id", "=", id)
    .execute();
};

export const purgeRequetes = async (tx: Tx, before: Date): Promise<void> => {
  await tx.deleteFrom("requete_suspendue").where("created_at", "<", before).execute();
};
