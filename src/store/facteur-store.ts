import type { CompteId, FacteurId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { ofAidant } from "./aidant-fact.ts";
import { appendToJournal } from "./journal-store.ts";

export const facteurCell = (id: string) => ({ table: "facteur", column: "secret", row: id });

/** Enrols a TOTP application already proved once by its owner; the secret, 160 bits, is stored sealed. */
export const recordConfirmedFactor = async (
  tx: Tx,
  { keys, random }: { readonly keys: Keys; readonly random: Random },
  { compteId, nom, secret }: { readonly compteId: CompteId; readonly nom: string; readonly secret: Buffer },
  now: Date,
): Promise<void> => {
  const id = random.uuid() as FacteurId;
  await tx
    .insertInto("facteur")
    .values({
      id,
      compte_id: compteId,
      kind: "application",
      nom,
      secret_sealed: keys.sealForService(facteurCell(id), secret),
      created_at: now,
      confirmed_at: now,
      last_used_at: null,
      last_step: null,
      revoked_at: null,
    })
    .execute();
  await appendToJournal(tx, {
    ...ofAidant(compteId, random.uuid(), now),
    type: "FactorEnrolled",
    body: { factorId: id, kind: "application" },
  });
};

export type TotpApplication = {
  readonly id: FacteurId;
  readonly secret: Buffer;
  readonly lastStep: number | null;
};

/** The confirmed applications of a compte whose lock is held; the last used first. */
export const listTotpApplications = async (
  tx: Tx,
  keys: Keys,
  compteId: CompteId,
): Promise<readonly TotpApplication[]> => {
  const rows = await tx
    .selectFrom("facteur")
    .select(["id", "secret_sealed", "last_step"])
    .where("compte_id", "=", compteId)
    .where("kind", "=", "application")
    .where("confirmed_at", "is not", null)
    .where("revoked_at", "is", null)
    .orderBy("last_used_at", (order) => order.desc().nullsLast())
    .execute();
  return rows.map(({ id, secret_sealed, last_step }) => ({
    id: id as FacteurId,
    secret: keys.openForService(facteurCell(id), secret_sealed),
    lastStep: last_step,
  }));
};

/** Burns a step. False when it, or a later one, was burnt already: the code was used (chapter 02 §7). */
export const recordStepUsed = async (tx: Tx, id: FacteurId, step: number, now: Date): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("facteur")
    .set({ last_step: step, last_used_at: now })
    .where("id", "=", id)
    .where((eb) => eb.or([eb("last_step", "is", null), eb("last_step", "<", step)]))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};
