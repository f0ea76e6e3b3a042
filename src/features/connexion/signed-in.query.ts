import type { CompteId, SessionCompteId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { compteCell, type IdentiteCompte } from "#store/compte-store.ts";
import { dataKeyColumns, openJoinedSubject } from "#store/data-key-store.ts";
import { sessionFingerprint } from "#store/session-store.ts";

export const IDLE_MS = 30 * 60_000;
export const ABSOLUTE_MS = 12 * 60 * 60_000;

/** The person of an open, unlocked session (chapter 02 §14), or null. */
export const findSignedIn = async (db: Database, keys: Keys, token: string, now: Date): Promise<SignedIn | null> => {
  const row = await db
    .selectFrom("session_compte")
    .innerJoin("compte", "compte.id", "session_compte.compte_id")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select([
      "session_compte.id as sessionId",
      "session_compte.compte_id as compteId",
      "session_compte.proof_at as proofAt",
    ])
    .select(["compte.identite_sealed as sealed", ...dataKeyColumns])
    .where("session_compte.token_hmac", "=", sessionFingerprint(keys, token))
    .where("session_compte.ended_at", "is", null)
    .where("session_compte.last_activity_at", ">", new Date(now.getTime() - IDLE_MS))
    .where("session_compte.created_at", ">", new Date(now.getTime() - ABSOLUTE_MS))
    .where("compte.etat", "=", "actif")
    .executeTakeFirst();
  if (!row) return null;
  const opened = openJoinedSubject(keys, row).open("identite", compteCell("identite", row.compteId), row.sealed);
  const { prenom, nom } = JSON.parse(opened.toString()) as IdentiteCompte;
  return {
    compteId: row.compteId as CompteId,
    sessionId: row.sessionId as SessionCompteId,
    proofAt: row.proofAt,
    prenom,
    nom,
  };
};
