import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { FournisseurIdentiteTables } from "#platform/tables/fournisseur-identite.ts";

export type ArtefactKind = FournisseurIdentiteTables["oidc_artefact"]["kind"];
/** What the library hands over for an interaction, a grant, a code or a token. */
export type Artefact = Readonly<Record<string, unknown>>;

export const sha256 = (value: string): Buffer => createHash("sha256").update(value).digest();

const artefactCell = (kind: ArtefactKind, id: string) => ({
  table: "oidc_artefact",
  column: "payload",
  row: `${kind}/${sha256(id).toString("hex")}`,
});

type StoreDeps = { readonly keys: Keys };

/** Keeps an artefact until `expiresAt`; the value that names it is only kept as a hash. */
export const recordArtefact = async (
  tx: Database | Tx,
  { keys }: StoreDeps,
  kind: ArtefactKind,
  id: string,
  { payload: { jti: _, ...payload }, expiresAt }: { readonly payload: Artefact; readonly expiresAt: Date },
): Promise<void> => {
  const { grantId } = payload;
  const changing = {
    payload_sealed: keys.sealForService(artefactCell(kind, id), JSON.stringify(payload)),
    expires_at: expiresAt,
  };
  await tx
    .insertInto("oidc_artefact")
    .values({
      kind,
      id_hash: sha256(id),
      grant_hash: typeof grantId === "string" ? sha256(grantId) : kind === "Grant" ? sha256(id) : null,
      consumed_at: null,
      ...changing,
    })
    .onConflict((conflict) => conflict.columns(["kind", "id_hash"]).doUpdateSet(changing))
    .execute();
};

/** A live artefact, consumed or not: the second use of a code or token must be seen to be journalled. */
export const findArtefact = async (
  db: Database | Tx,
  { keys }: StoreDeps,
  kind: ArtefactKind,
  id: string,
  now: Date,
): Promise<Artefact | undefined> => {
  const row = await db
    .selectFrom("oidc_artefact")
    .select("payload_sealed")
    .where("kind", "=", kind)
    .where("id_hash", "=", sha256(id))
    .where("expires_at", ">", now)
    .executeTakeFirst();
  if (!row) return undefined;
  const payload = JSON.parse(keys.openForService(artefactCell(kind, id), row.payload_sealed).toString()) as Artefact;
  return { ...payload, jti: id };
};

/** Takes a code or token for this caller alone: true for one of any number of simultaneous callers, once. One statement. */
export const consumeArtefact = async (
  tx: Database | Tx,
  kind: ArtefactKind,
  id: string,
  now: Date,
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("oidc_artefact")
    .set({ consumed_at: now })
    .where("kind", "=", kind)
    .where("id_hash", "=", sha256(id))
    .where("consumed_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** The same for an access token whose grant must still live at `until`: the answer under way needs it. */
export const consumeToken = async (
  tx: Tx,
  {
    id,
    grantId,
    now,
    until,
  }: { readonly id: string; readonly grantId: string; readonly now: Date; readonly until: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("oidc_artefact")
    .set({ consumed_at: now })
    .where("kind", "=", "AccessToken")
    .where("id_hash", "=", sha256(id))
    .where("consumed_at", "is", null)
    .where("expires_at", ">", now)
    .where(
      sql<boolean>`exists (select from oidc_artefact grants where grants.kind = 'Grant'
        and grants.id_hash = ${sha256(grantId)} and grants.expires_at > ${until})`,
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** True for a live code or token that somebody took already. */
export const wasConsumed = async (tx: Tx, kind: ArtefactKind, id: string): Promise<boolean> => {
  const row = await tx
    .selectFrom("oidc_artefact")
    .select("consumed_at")
    .where("kind", "=", kind)
    .where("id_hash", "=", sha256(id))
    .executeTakeFirst();
  return row !== undefined && row.consumed_at !== null;
};

export const destroyArtefact = async (tx: Database | Tx, kind: ArtefactKind, id: string): Promise<void> => {
  await tx.deleteFrom("oidc_artefact").where("kind", "=", kind).where("id_hash", "=", sha256(id)).execute();
};

/** Ends a grant: its code and token with it. */
export const revokeGrant = async (tx: Database | Tx, grantId: string): Promise<void> => {
  await tx.deleteFrom("oidc_artefact").where("grant_hash", "=", sha256(grantId)).execute();
};

const ERASED_AT_ONCE = 200;

/**
 * Erases what has expired (D9: the working record of an exchange lives 30 minutes), a bounded number at once and never
 * waiting for another eraser.
 */
export const eraseExpiredArtefacts = async (tx: Database, now: Date): Promise<void> => {
  await sql`delete from oidc_artefact where (kind, id_hash) in (
    select kind, id_hash from oidc_artefact where expires_at <= ${now} limit ${ERASED_AT_ONCE} for update skip locked
  )`.execute(tx);
};

/** Revokes an access token known by its SHA-256. */
export const destroyTokenOf = async (tx: Tx, tokenHash: Buffer): Promise<void> => {
  await tx.deleteFrom("oidc_artefact").where("kind", "=", "AccessToken").where("id_hash", "=", tokenHash).execute();
};
