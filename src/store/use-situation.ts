import { sql } from "kysely";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ActeId } from "#domain/ids.ts";
import { statusOfAutorisation } from "#domain/mandat.ts";
import { isSelfMandat } from "#domain/self-mandat.ts";
import { type ServedIdentity, toServedIdentity } from "#domain/served-identity.ts";
import type { TitreState, UseChoice, UseSituation } from "#domain/use.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Settings } from "#platform/settings.ts";
import { openCompte, sealedCompteColumns } from "./compte-store.ts";
import { nobody, rightColumns } from "./right-to-act.ts";
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
 * Reads all that `decideUse` weighs, in two statements. The acte and its autorisation are held against a revocation
 * until the transaction ends: a use committed after it would serve a titre already revoked.
 */
export const readUse = async (
  tx: Tx,
  { keys, settings }: StoreDeps,
  choice: UseChoice,
  { clientId, repScopeAsked }: Request,
  now: Date,
): Promise<ReadUse> => {
  const aidant = await readAidant(tx, choice, now);
  const row = await readActe(tx, choice.acteId);
  const identite = row ? openIdentite(keys, row) : null;
  const identity = identite && toServedIdentity(identite);
  return {
    situation: {
      clientActif: settings.clients.some((client) => client.clientId === clientId && client.actif),
      right: aidant ?? nobody,
      titre: row ? toTitre(row, now) : null,
      repScopeAsked,
      identityComplete: identity !== null,
      selfMandat: isOwnMandat(keys, aidant, identite),
      served: { lastHour: aidant?.lastHour ?? 0, lastDay: aidant?.lastDay ?? 0 },
    },
    identity,
    titre: row ? { level: row.level, term: row.term_instant } : null,
  };
};

type ActeRow = NonNullable<Awaited<ReturnType<typeof readActe>>>;
type AidantRow = Awaited<ReturnType<typeof readAidant>>;

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

/** The aidant in the structure: right to act, sealed identity, identities served in the last hour and day. */
const readAidant = (tx: Tx, { compteId, structureId }: UseChoice, now: Date) => {
  const hourAgo = new Date(now.getTime() - HOUR_MS);
  const dayAgo = new Date(now.getTime() - DAY_MS);
  const servedSince = (since: Date) => sql<number>`(select count(*) from connexion
    where connexion.compte_id = compte.id and connexion.served_at > ${since})`;
  return tx
    .selectFrom("appartenance")
    .innerJoin("compte", "compte.id", "appartenance.compte_id")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .innerJoin("data_key", "data_key.key_id", "compte.key_id")
    .select(sealedCompteColumns)
    .select(rightColumns(now))
    .select([servedSince(hourAgo).as("lastHour"), servedSince(dayAgo).as("lastDay")])
    .where("appartenance.structure_id", "=", structureId)
    .where("appartenance.compte_id", "=", compteId)
    .where("data_key.destroyed_at", "is", null)
    .executeTakeFirst();
};

/** True when aidant and usager look like one person (chapter 03 §18.2); somebody unknown looks like nobody. */
const isOwnMandat = (keys: Keys, row: AidantRow, identite: IdentitePivot | null): boolean => {
  if (!row || !identite) return false;
  return isSelfMandat(openCompte(keys, row), identite);
};
