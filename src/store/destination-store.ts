import type { StructureId } from "#domain/ids.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";

/** A FranceConnect exchange waits 30 minutes for a person to sign in; so does any page (chapter 02 §17). */
const DESTINATION_LIFE_MS = 30 * 60_000;

export type Destination = {
  readonly path: string;
  /** Sensitive act that the page begins, and its structure: what the page of step-up names. */
  readonly act: string | null;
  readonly structureId: StructureId | null;
};

const browserHash = (keys: Keys, browserId: string): Buffer => keys.fingerprint("destination", browserId);
const pathCell = (hash: Buffer) => ({ table: "destination", column: "path", row: hash.toString("hex") });

/** Keeps the page that this browser asked for, in the place of the one before. */
export const recordDestination = async (
  tx: Tx,
  keys: Keys,
  { browserId, now, ...wanted }: Destination & { readonly browserId: string; readonly now: Date },
): Promise<void> => {
  const hash = browserHash(keys, browserId);
  const values = {
    path_sealed: keys.sealForService(pathCell(hash), wanted.path),
    act: wanted.act,
    structure_id: wanted.structureId,
    created_at: now,
  };
  await tx
    .insertInto("destination")
    .values({ browser_hash: hash, ...values })
    .onConflict((conflict) => conflict.column("browser_hash").doUpdateSet(values))
    .execute();
};

export const findDestination = async (
  db: Database | Tx,
  keys: Keys,
  browserId: string,
  now: Date,
): Promise<Destination | null> => {
  const hash = browserHash(keys, browserId);
  const row = await db
    .selectFrom("destination")
    .selectAll()
    .where("browser_hash", "=", hash)
    .where("created_at", ">", new Date(now.getTime() - DESTINATION_LIFE_MS))
    .executeTakeFirst();
  if (!row) return null;
  return {
    path: keys.openForService(pathCell(hash), row.path_sealed).toString(),
    act: row.act,
    structureId: row.structure_id as StructureId | null,
  };
};

export const forgetDestination = async (tx: Tx, keys: Keys, browserId: string): Promise<void> => {
  await tx.deleteFrom("destination").where("browser_hash", "=", browserHash(keys, browserId)).execute();
};

export const purgeDestinations = async (tx: Tx, before: Date): Promise<void> => {
  await tx.deleteFrom("destination").where("created_at", "<", before).execute();
};
