import { sql } from "kysely";
import type { CompteId, ConnexionId, StructureId, UsagerId } from "#domain/ids.ts";
import type { UseChoice } from "#domain/use.ts";
import { useAsked } from "#domain/use-fact.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import type { FournisseurIdentiteTables } from "#platform/tables/fournisseur-identite.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream, serviceOwner } from "./journal-streams.ts";
import { sha256 } from "./oidc-artefact-store.ts";
import { browserHash } from "./passage-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
type ConnexionRow = Pick<
  FournisseurIdentiteTables["connexion"],
  | "client_id"
  | "state_hash"
  | "compte_id"
  | "structure_id"
  | "usager_id"
  | "mandat_id"
  | "autorisation_id"
  | "acte_id"
  | "sub"
  | "proof_at"
  | "service_code"
  | "token_hash"
> & {
  readonly id: string;
  readonly demarche: string | null;
  readonly rep_scope: readonly string[] | null;
  readonly rep_scope_asked: readonly string[] | null;
  readonly confirmed_at: Date | null;
  readonly closed_at: Date | null;
  readonly browser_hash: Buffer | null;
};

/** A request of a client, as far as it has come. */
export type Connexion = {
  readonly id: ConnexionId;
  readonly clientId: string;
  readonly stateHash: Buffer | null;
  /** The public service's list; empty when none was sent. */
  readonly repScopeAsked: readonly string[];
  readonly structureId: StructureId | null;
  readonly compteId: CompteId | null;
  readonly usagerId: UsagerId | null;
  /** Present once an acte was chosen. */
  readonly choice: UseChoice | null;
  /** Present once confirmed. */
  readonly confirmed: ConfirmedPart | null;
  readonly tokenHash: Buffer | null;
  /** Set once the request has passed the loop page (chapter 01 L4). */
  readonly browserHash: Buffer | null;
  readonly isClosed: boolean;
};

export type ConfirmedPart = {
  readonly sub: string;
  readonly proofAt: Date;
  readonly repScope: readonly string[] | null;
  readonly serviceCode: string | null;
};

export const connexionColumns = [
  "id",
  "client_id",
  "state_hash",
  "rep_scope_asked",
  "structure_id",
  "compte_id",
  "usager_id",
  "mandat_id",
  "autorisation_id",
  "acte_id",
  "demarche",
  "sub",
  "proof_at",
  "rep_scope",
  "service_code",
  "confirmed_at",
  "token_hash",
  "closed_at",
  "browser_hash",
] as const;

export const toConnexion = (row: ConnexionRow): Connexion => ({
  id: row.id as ConnexionId,
  clientId: row.client_id,
  stateHash: row.state_hash,
  repScopeAsked: row.rep_scope_asked ?? [],
  structureId: row.structure_id as StructureId | null,
  compteId: row.compte_id as CompteId | null,
  usagerId: row.usager_id as UsagerId | null,
  choice: row.acte_id === null ? null : toChoice(row),
  confirmed:
    row.confirmed_at === null
      ? null
      : {
          sub: row.sub as string,
          proofAt: row.proof_at as Date,
          repScope: row.rep_scope,
          serviceCode: row.service_code,
        },
  tokenHash: row.token_hash,
  browserHash: row.browser_hash,
  isClosed: row.closed_at !== null,
});

const toChoice = (row: ConnexionRow): UseChoice =>
  ({
    compteId: row.compte_id,
    structureId: row.structure_id,
    usagerId: row.usager_id,
    mandatId: row.mandat_id,
    autorisationId: row.autorisation_id,
    acteId: row.acte_id,
    demarche: row.demarche,
  }) as UseChoice;

/** Life of a request, sign-in included (chapter 01 §3.4). */
export const DEMANDE_MS = 30 * 60_000;

export type NewConnexion = {
  readonly uid: string;
  readonly clientId: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly repScopeAsked: readonly string[] | null;
  /** The browser that the request is bound to from the start, or null until it has passed the loop page. */
  readonly browserId: string | null;
  readonly now: Date;
};

/** A client asks for somebody's identity: opens the connexion and its stream, with the fact `UseAsked`. */
export const recordConnexionAsked = async (tx: Tx, deps: StoreDeps, asked: NewConnexion): Promise<void> => {
  const { uid, clientId, state, nonce, repScopeAsked, browserId, now } = asked;
  const id = deps.random.uuid() as ConnexionId;
  const stateHash = state === undefined ? null : sha256(state);
  await tx
    .insertInto("connexion")
    .values({
      id,
      client_id: clientId,
      uid_hash: sha256(uid),
      state_hash: stateHash,
      nonce_hash: nonce === undefined ? null : sha256(nonce),
      rep_scope_asked: repScopeAsked === null ? null : JSON.stringify(repScopeAsked),
      browser_hash: browserId === null ? null : browserHash(deps.keys, browserId),
      created_at: now,
      expires_at: new Date(now.getTime() + DEMANDE_MS),
    })
    .execute();
  await openJournalStream(tx, { stream: `connexion/${id}`, subject: serviceOwner(deps.keys) });
  await appendToJournal(tx, useAsked({ id, clientId, stateHash }, { now, cause: deps.random.uuid() }));
};

const KEPT_MS = 25 * 60 * 60_000;
const FORGOTTEN_AT_ONCE = 200;

/** Identifiers of a use are kept a day, for the guard rails and the end of session; then the journal alone knows it. */
export const forgetOldConnexions = async (tx: Database, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - KEPT_MS);
  await sql`delete from connexion where id in (
    select id from connexion where created_at < ${before} limit ${FORGOTTEN_AT_ONCE} for update skip locked
  )`.execute(tx);
};

/** The live request behind a page's address, or null once it is over, too old, or never was. */
export const findConnexion = async (db: Database | Tx, uid: string, now: Date): Promise<Connexion | null> => {
  const row = await db
    .selectFrom("connexion")
    .select(connexionColumns)
    .where("uid_hash", "=", sha256(uid))
    .where("expires_at", ">", now)
    .where("closed_at", "is", null)
    .where("confirmed_at", "is", null)
    .executeTakeFirst();
  return row ? toConnexion(row) : null;
};

/** The request, held until the transaction ends: two tabs or two calls on it wait for each other. */
export const lockConnexion = async (tx: Tx, id: ConnexionId): Promise<Connexion | null> => {
  const row = await tx
    .selectFrom("connexion")
    .select(connexionColumns)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ? toConnexion(row) : null;
};

/** The request is now this browser's: an identification by FranceConnect waits until it ends (chapter 01 L4). */
export const recordBrowser = async (
  tx: Database | Tx,
  { keys }: Pick<StoreDeps, "keys">,
  id: ConnexionId,
  browserId: string,
) => {
  await tx
    .updateTable("connexion")
    .set({ browser_hash: browserHash(keys, browserId) })
    .where("id", "=", id)
    .execute();
};
