import type { CompteId, SessionCompteId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import type { CompteTables } from "#platform/tables/comptes.ts";

type FactorKind = CompteTables["session_compte"]["factor_kind"];

/** Fingerprint under which a session's cookie value is stored. */
export const sessionFingerprint = (keys: Keys, token: string): Buffer => keys.fingerprint("session", token);

/** Opens a session after two proofs; answers its identifier and the value of its cookie, told once. */
export const recordSession = async (
  tx: Tx,
  { keys, random }: { readonly keys: Keys; readonly random: Random },
  session: {
    readonly compteId: CompteId;
    readonly factorKind: FactorKind;
    readonly browserFamily: string;
    readonly now: Date;
  },
): Promise<{ readonly id: SessionCompteId; readonly token: string }> => {
  const id = random.uuid() as SessionCompteId;
  const token = random.token();
  await tx
    .insertInto("session_compte")
    .values({
      id,
      token_hmac: sessionFingerprint(keys, token),
      compte_id: session.compteId,
      created_at: session.now,
      last_activity_at: session.now,
      proof_at: session.now,
      factor_kind: session.factorKind,
      browser_family: session.browserFamily,
      ended_at: null,
      end_cause: null,
    })
    .execute();
  return { id, token };
};
