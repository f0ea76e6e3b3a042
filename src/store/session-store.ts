import type { FactNamed } from "#domain/fact.ts";
import type { CompteId, SessionCompteId, Uuid } from "#domain/ids.ts";
import { lapseOf, OPEN_SESSIONS, SESSION_IDLE_MS, SESSION_LIFE_MS, SESSION_LOCKED_MS } from "#domain/session.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import type { CompteTables } from "#platform/tables/comptes.ts";
import { bySystem, ofAidant } from "./aidant-fact.ts";
import { appendToJournal } from "./journal-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
type FactorKind = CompteTables["session_compte"]["factor_kind"];
export type EndCause = FactNamed<"SignedOut">["body"]["cause"];

/** Fingerprint under which a session's cookie value is stored. */
export const sessionFingerprint = (keys: Keys, token: string): Buffer => keys.fingerprint("session", token);

/** A session that has just opened; `closedOther` when it took the place of another one. */
export type OpenedSession = {
  readonly id: SessionCompteId;
  readonly token: string;
  readonly closedOther: boolean;
};

/** Opens a session after two proofs; answers its identifier and the value of its cookie, told once. */
export const recordSession = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  session: {
    readonly compteId: CompteId;
    readonly factorKind: FactorKind;
    readonly browserFamily: string;
    readonly now: Date;
  },
): Promise<OpenedSession> => {
  const id = random.uuid() as SessionCompteId;
  const token = random.token();
  const { compteId, now } = session;
  const closedOther = await makeRoom(tx, random.uuid(), compteId, now);
  await tx
    .insertInto("session_compte")
    .values({
      id,
      token_hmac: sessionFingerprint(keys, token),
      previous_hmac: null,
      renewal_nonce: null,
      compte_id: compteId,
      created_at: now,
      last_activity_at: now,
      proof_at: now,
      factor_kind: session.factorKind,
      browser_family: session.browserFamily,
      ended_at: null,
      end_cause: null,
    })
    .execute();
  await appendToJournal(tx, {
    ...ofAidant(compteId, random.uuid(), now),
    type: "SignedIn",
    body: { sessionRef: id, factorKind: session.factorKind, proconnect: false },
  });
  return { id, token, closedOther };
};

/** Closes what has lapsed, then the longest idle sessions beyond two: the new one is the third (chapter 02 §14). */
const makeRoom = async (tx: Tx, cause: Uuid, compteId: CompteId, now: Date): Promise<boolean> => {
  const rows = await tx
    .selectFrom("session_compte")
    .select(["id", "created_at as createdAt", "last_activity_at as lastActivityAt", "ended_at as endedAt"])
    .where("compte_id", "=", compteId)
    .where("ended_at", "is", null)
    .orderBy("last_activity_at", "desc")
    .execute();
  let kept = 0;
  for (const row of rows) {
    const lapse = lapseOf(row, now);
    if (!lapse && ++kept < OPEN_SESSIONS) continue;
    await endSession(
      tx,
      { id: row.id as SessionCompteId, compteId },
      { cause, why: lapse ?? "too-many-sessions", now },
    );
  }
  return kept >= OPEN_SESSIONS;
};

/** Closes a session, with its fact; false when it was closed already. */
export const endSession = async (
  tx: Tx,
  { id, compteId }: { readonly id: SessionCompteId; readonly compteId: CompteId },
  { cause, why, now }: { readonly cause: Uuid; readonly why: EndCause; readonly now: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await tx
    .updateTable("session_compte")
    .set({ ended_at: now, end_cause: why })
    .where("id", "=", id)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  const envelope = why === "asked" ? ofAidant(compteId, cause, now) : bySystem(`aidant/${compteId}`, cause, now);
  await appendToJournal(tx, { ...envelope, type: "SignedOut", body: { sessionRef: id, cause: why } });
  return true;
};

const LAPSED_AT_ONCE = 200;

/** Closes, with their facts, sessions that time has ended and nobody came back to. */
export const endLapsedSessions = async (tx: Tx, { random }: Pick<StoreDeps, "random">, now: Date): Promise<void> => {
  const rows = await tx
    .selectFrom("session_compte")
    .select(["id", "compte_id as compteId"])
    .select(["created_at as createdAt", "last_activity_at as lastActivityAt", "ended_at as endedAt"])
    .where("ended_at", "is", null)
    .where((eb) =>
      eb.or([
        eb("created_at", "<=", new Date(now.getTime() - SESSION_LIFE_MS)),
        eb("last_activity_at", "<=", new Date(now.getTime() - SESSION_IDLE_MS - SESSION_LOCKED_MS)),
      ]),
    )
    .orderBy("compte_id")
    .limit(LAPSED_AT_ONCE)
    .forUpdate()
    .skipLocked()
    .execute();
  for (const { id, compteId, ...times } of rows) {
    const session = { id: id as SessionCompteId, compteId: compteId as CompteId };
    await endSession(tx, session, { cause: random.uuid(), why: lapseOf(times, now) ?? "idle", now });
  }
};

/** Notes that the person is there; the caller asks at most once a minute, so that reading stays cheap. */
export const recordActivity = async (tx: Tx, id: SessionCompteId, now: Date): Promise<void> => {
  await tx.updateTable("session_compte").set({ last_activity_at: now }).where("id", "=", id).execute();
};

/** A cookie changed by a new proof, and since when its session is open. */
export type Renewed = { readonly token: string; readonly since: Date };

/** The next cookie of a session: who holds the former one, and only he, can be told it again after a second click. */
const renewedToken = (keys: Keys, former: string, nonce: Buffer): string =>
  keys.fingerprint("session-renouvelee", `${former}/${nonce.toString("hex")}`).toString("base64url");

/** A new proof inside a session: its cookie changes, a locked one opens again. Null when it is over or was renewed. */
export const recordProof = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  { id, former }: { readonly id: SessionCompteId; readonly former: string },
  now: Date,
): Promise<Renewed | null> => {
  const nonce = random.bytes(16);
  const token = renewedToken(keys, former, nonce);
  const formerHmac = sessionFingerprint(keys, former);
  const row = await tx
    .updateTable("session_compte")
    .set({ token_hmac: sessionFingerprint(keys, token), previous_hmac: formerHmac, renewal_nonce: nonce })
    .set({ proof_at: now, last_activity_at: now })
    .where("id", "=", id)
    .where("token_hmac", "=", formerHmac)
    .where("ended_at", "is", null)
    .returning("created_at as since")
    .executeTakeFirst();
  return row ? { token, since: row.since } : null;
};

export type RenewedSession = Renewed & {
  readonly id: SessionCompteId;
  readonly compteId: CompteId;
  readonly proofAt: Date;
};

/** What the first of two clicks was given, for the second: the renewal of `former` not earlier than `after`. */
export const findRenewed = async (
  db: Database | Tx,
  keys: Keys,
  former: string,
  after: Date,
): Promise<RenewedSession | null> => {
  const row = await db
    .selectFrom("session_compte")
    .select(["id", "compte_id as compteId", "created_at as since", "proof_at as proofAt", "renewal_nonce as nonce"])
    .where("previous_hmac", "=", sessionFingerprint(keys, former))
    .where("proof_at", ">", after)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (!row?.nonce) return null;
  const { id, compteId, since, proofAt } = row;
  return {
    id: id as SessionCompteId,
    compteId: compteId as CompteId,
    since,
    proofAt,
    token: renewedToken(keys, former, row.nonce),
  };
};
