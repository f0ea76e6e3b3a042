import { createHash } from "node:crypto";
import type { FactNamed } from "#domain/fact.ts";
import type { CompteId, ConclusionId, SessionCompteId, StructureId, Uuid } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { browserHash } from "./passage-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };

/** Life of a pending identification and of what it seals (chapter 01 §2.9, D9). */
export const IDENTIFICATION_MS = 30 * 60_000;
const SHELL_MS = 24 * 60 * 60_000;

export type IdentificationId = Uuid;
export type IdentificationCause = FactNamed<"IdentificationRefused">["body"]["cause"];

/** A `state` is kept hashed: whoever reads the table cannot use it. */
export const stateHashOf = (state: string): Buffer => createHash("sha256").update(state).digest();
export const identificationCell = (column: "nonce" | "identite" | "id_token", row: string) => ({
  table: "identification",
  column,
  row,
});

/** An identification in presence: tied to the aidant's session, to the journey and to the browser. */
export type Identification = {
  readonly id: IdentificationId;
  readonly conclusionId: ConclusionId;
  readonly structureId: StructureId;
  readonly compteId: CompteId;
  readonly sessionId: SessionCompteId;
};

export type NewIdentification = Omit<Identification, "id"> & { readonly browserId: string; readonly now: Date };

/** Opens an exchange; answers the `state` and `nonce` to send, told once: 256 random bits each. */
export const recordIdentificationOpened = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  { browserId, now, ...bound }: NewIdentification,
): Promise<{ readonly state: string; readonly nonce: string }> => {
  const id = random.uuid();
  const state = random.token();
  const nonce = random.token();
  await tx
    .insertInto("identification")
    .values({
      id,
      state_hash: stateHashOf(state),
      nonce_sealed: keys.sealForService(identificationCell("nonce", id), nonce),
      purpose: "mandat-presence",
      conclusion_id: bound.conclusionId,
      structure_id: bound.structureId,
      compte_id: bound.compteId,
      session_id: bound.sessionId,
      browser_hash: browserHash(keys, browserId),
      created_at: now,
      expires_at: new Date(now.getTime() + IDENTIFICATION_MS),
      used_at: null,
      outcome: null,
      cause: null,
      closed_at: null,
      identite_sealed: null,
      id_token_sealed: null,
      logout_state_hash: null,
    })
    .execute();
  return { state, nonce };
};

/**
 * Erases what is sealed when its time is over (the nonce with the exchange, the identity and the hint 30 minutes after
 * its end), and the shell a day after it began (chapter 01 §2.9). For a job that runs every few minutes.
 */
export const purgeIdentifications = async (tx: Tx, now: Date): Promise<void> => {
  await tx
    .deleteFrom("identification")
    .where("created_at", "<", new Date(now.getTime() - SHELL_MS))
    .execute();
  await tx
    .updateTable("identification")
    .set({ nonce_sealed: null })
    .where("expires_at", "<=", now)
    .where("nonce_sealed", "is not", null)
    .execute();
  await tx
    .updateTable("identification")
    .set({ identite_sealed: null, id_token_sealed: null })
    .where("closed_at", "<=", new Date(now.getTime() - IDENTIFICATION_MS))
    .where((eb) => eb.or([eb("identite_sealed", "is not", null), eb("id_token_sealed", "is not", null)]))
    .execute();
};

export const identificationColumns = ["id", "conclusion_id", "structure_id", "compte_id", "session_id"] as const;
type BindingsRow = { readonly [column in (typeof identificationColumns)[number]]: string | null };

export const toIdentification = (row: BindingsRow): Identification => ({
  id: row.id as IdentificationId,
  conclusionId: row.conclusion_id as ConclusionId,
  structureId: row.structure_id as StructureId,
  compteId: row.compte_id as CompteId,
  sessionId: row.session_id as SessionCompteId,
});

export type Untaken = "state-unknown" | "state-replayed" | "state-other-browser" | "exchange-expired";
/** A state that may not be used, and the exchange it named, if any: the journal tells it there. */
export type UntakenState = { readonly cause: Untaken; readonly identification: Identification | null };
export type Taken = { readonly identification: Identification; readonly nonce: string };

/**
 * Uses up the `state` of a callback: one statement, so that two callbacks at once cannot both pass. A callback in
 * another browser uses nothing up.
 */
export const takeIdentification = async (
  tx: Tx,
  keys: Keys,
  { state, browserId, now }: { readonly state: string; readonly browserId: string; readonly now: Date },
): Promise<Result<Taken, UntakenState>> => {
  const stateHash = stateHashOf(state);
  const taken = await tx
    .updateTable("identification")
    .set({ used_at: now })
    .where("state_hash", "=", stateHash)
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .returning([...identificationColumns, "nonce_sealed"])
    .executeTakeFirst();
  if (!taken?.nonce_sealed) return refuse(await whyUntaken(tx, keys, stateHash, browserId));
  const nonce = keys.openForService(identificationCell("nonce", taken.id), taken.nonce_sealed).toString();
  return accept({ identification: toIdentification(taken), nonce });
};

const whyUntaken = async (tx: Tx, keys: Keys, stateHash: Buffer, browserId: string): Promise<UntakenState> => {
  const row = await tx
    .selectFrom("identification")
    .select([...identificationColumns, "used_at", "browser_hash"])
    .where("state_hash", "=", stateHash)
    .executeTakeFirst();
  if (!row) return { cause: "state-unknown", identification: null };
  const identification = toIdentification(row);
  if (!row.browser_hash.equals(browserHash(keys, browserId))) return { cause: "state-other-browser", identification };
  return { cause: row.used_at ? "state-replayed" : "exchange-expired", identification };
};

/** True while an exchange waits for FranceConnect's answer in this browser (L4). */
export const hasLiveIdentification = async (
  db: Database | Tx,
  keys: Keys,
  { browserId, now }: { readonly browserId: string; readonly now: Date },
): Promise<boolean> => {
  const live = await db
    .selectFrom("identification")
    .select("id")
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return live !== undefined;
};

/** Destroys the exchanges that wait in this browser: their callbacks will be of an unknown state (L4, « abandonner »). */
export const destroyLiveIdentifications = async (tx: Tx, keys: Keys, browserId: string): Promise<void> => {
  await tx
    .deleteFrom("identification")
    .where("browser_hash", "=", browserHash(keys, browserId))
    .where("used_at", "is", null)
    .execute();
};
