import type { CompteId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";

export const facteurCell = (id: string) => ({ table: "facteur", column: "secret", row: id });

/** Enrols a TOTP application already proved once by its owner; the secret, 160 bits, is stored sealed. */
export const recordConfirmedFactor = async (
  tx: Tx,
  { keys, random }: { readonly keys: Keys; readonly random: Random },
  { compteId, nom, secret }: { readonly compteId: CompteId; readonly nom: string; readonly secret: Buffer },
  now: Date,
): Promise<void> => {
  const id = random.uuid();
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
};
