import { sql } from "kysely";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ActeId, CompteId } from "#domain/ids.ts";
import { statusOfAutorisation } from "#domain/mandat.ts";
import { isSelfMandat } from "#domain/self-mandat.ts";
import { type ServedIdentity, toServedIdentity } from "#domain/served-identity.ts";
import type { TitreState, UseChoice, UseSituation } from "#domain/use.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Settings } from "#platform/settings.ts";
import { compteCell, type IdentiteCompte } from "./compte-store.ts";
import { dataKeyColumns, openJoinedSubject } from "./data-key-store.ts";
import { readRightToAct } from "./right-to-act.ts";
import { openIdentite, usagerColumns } from "./usager-store.ts";

type StoreDeps = { readonly keys: Keys; readonly settings: Settings };
type Request = { readonly clientId: string; readonly repScopeAsked: readonly string[] };

/** What one use depends on, and what it would hand over. */
export type ReadUse = {
  readonly situation: UseSituation;
  readonly identity: ServedIdentity | null;
  /** Proof level of the consent and end of the titre; absent when there is no such acte. */
  readonly titre: { readonly level: number; readonly term: Date } | null;
};

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Reads all that `decideUse` weighs. The acte and its autorisation are held against a revocation until the transaction
 * ends: a use committed after it would serve a titre already revoked.
 */
export const readUse = async (
  tx: Tx,
  deps: StoreDeps,
  choice: UseChoice,
  { clientId, repScopeAsked }: Request,
  now: Date,
): Promise<ReadUse> => {
  const [right, row, served] = [
    await readRightToAct(tx, choice.structureId, choice.compteId, now),
    await readActe(tx, choice.acteId),
    await readServed(tx, choice.compteId, now),
  ];
  const identite = row ? openIdentite(deps.keys, row) : null;
  const identity = identite && toServedIdentity(identite);
  return {
    situation: {
      clientActif: deps.settings.clients.some((client) => client.clientId === clientId && client.actif),
      right,
      titre: row ? toTitre(row, now) : null,
      repScopeAsked,
      identityComplete: identity !== null,
      selfMandat: identite !== null && (await isOwnMandat(tx, deps, choice.compteId, identite)),
      served,
    },
    identity,
    titre: row ? { level: row.level, term: row.term_instant } : null,
  };
};

type ActeRow = NonNullable<Awaited<ReturnType<typeof readActe>>>;

const readActe = (tx: Tx, acteId: ActeId) =>
  tx
    .selectFrom("acte")
    .innerJoin("autorisation", "autorisation.id", "acte.autorisation_id")
    .innerJoin("mandat", "mandat.id", "autorisation.mandat_id")
    .innerJoin("usager", "usager.id", "autorisation.usager_id")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .select(["autorisation.structure_id", "autorisation.demarche", "autorisation.ended", "autorisation.term_instant"])
    .select(["acte.etat", "mandat.level"])
    .where("acte.id", "=", acteId)
    .where("data_key.destroyed_at", "is", null)
    .forShare(["acte", "autorisation"])
    .executeTakeFirst();

const toTitre = (row: ActeRow, now: Date): TitreState =>
  ({
    structureId: row.structure_id,
    usagerId: row.id,
    demarche: row.demarche,
    autorisation: statusOfAutorisation(row, row.term_instant, now),
    acte: row.etat,
  }) as TitreState;

/** Identities served by an aidant in the last hour and day. */
const readServed = async (tx: Tx, compteId: CompteId, now: Date): Promise<UseSituation["served"]> => {
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const { lastHour, lastDay } = await tx
    .selectFrom("connexion")
    .select([
      sql<number>`count(*) filter (where served_at > ${hourAgo})`.as("lastHour"),
      sql<number>`count(*)`.as("lastDay"),
    ])
    .where("compte_id", "=", compteId)
    .where("served_at", ">", dayAgo)
    .executeTakeFirstOrThrow();
  return { lastHour, lastDay };
};

/** True when aidant and usager look like one person (chapter 03 §18.2); an erased compte has nobody to look like. */
const isOwnMandat = async (
  tx: Tx,
  { keys }: StoreDeps,
  compteId: CompteId,
  identite: IdentitePivot,
): Promise<boolean> => {
  const row = await tx
    .selectFrom("compte")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select(["compte.id", "compte.identite_sealed", "compte.courriel_sealed", ...dataKeyColumns])
    .where("compte.id", "=", compteId)
    .where("data_key.destroyed_at", "is", null)
    .executeTakeFirst();
  if (!row) return false;
  const subject = openJoinedSubject(keys, row);
  const opened = subject.open("identite", compteCell("identite", row.id), row.identite_sealed).toString();
  const { prenom, nom } = JSON.parse(opened) as IdentiteCompte;
  const courriel = subject.open("contact", compteCell("courriel", row.id), row.courriel_sealed).toString();
  return isSelfMandat({ prenom, nom, courriel }, identite);
};
