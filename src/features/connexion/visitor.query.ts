import type { CompteId, SessionCompteId } from "#domain/ids.ts";
import { type SessionState, sessionStateOf } from "#domain/session.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { openCompte, sealedCompteColumns } from "#store/compte-store.ts";
import { owesNoCgu } from "#store/right-to-act.ts";
import { sessionFingerprint } from "#store/session-store.ts";

export type SessionOfVisitor = {
  readonly state: SessionState;
  readonly person: SignedIn;
  readonly since: Date;
  readonly lastActivityAt: Date;
};

/** Whom a session's cookie names; a compte that is no longer active has no session that opens anything. */
export const findVisitor = async (
  db: Database,
  keys: Keys,
  token: string,
  now: Date,
): Promise<SessionOfVisitor | null> => {
  const row = await db
    .selectFrom("session_compte")
    .innerJoin("compte", "compte.id", "session_compte.compte_id")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select([
      "session_compte.id as sessionId",
      "session_compte.proof_at as proofAt",
      "session_compte.created_at as createdAt",
      "session_compte.last_activity_at as lastActivityAt",
      "session_compte.ended_at as endedAt",
    ])
    .select(["compte.etat", owesNoCgu(now).as("cguAcceptees"), ...sealedCompteColumns])
    .where("session_compte.token_hmac", "=", sessionFingerprint(keys, token))
    .where("data_key.destroyed_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { prenom, nom } = openCompte(keys, row);
  return {
    state: row.etat === "actif" ? sessionStateOf(row, now) : "ended",
    since: row.createdAt,
    lastActivityAt: row.lastActivityAt,
    person: {
      compteId: row.id as CompteId,
      sessionId: row.sessionId as SessionCompteId,
      proofAt: row.proofAt,
      owesCgu: !row.cguAcceptees,
      prenom,
      nom,
    },
  };
};
