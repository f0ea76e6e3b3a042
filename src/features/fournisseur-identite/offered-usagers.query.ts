import { sql } from "kysely";
import { demarches as allDemarches, type Demarche } from "#domain/demarche.ts";
import { birthWords, fullName } from "#domain/identite-words.ts";
import type { StructureId, UsagerId } from "#domain/ids.ts";
import { isFoundBy, queriedPrefixes } from "#domain/name-search.ts";
import { toServedIdentity } from "#domain/served-identity.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { openIdentite, usagerColumns } from "#store/usager-store.ts";

export type OfferedUsager = {
  readonly id: UsagerId;
  readonly nom: string;
  /** « née le 24 août 1962 ». */
  readonly naissance: string;
  /** False when FranceConnect would refuse the identity: listed, never offered (chapter 01 §3.7). */
  readonly complete: boolean;
};

export type OfferedUsagers = {
  readonly usagers: readonly OfferedUsager[];
  /** True when others exist: the search finds them. */
  readonly hasMore: boolean;
};

export const USAGERS_SHOWN = 25;

type Wanted = { readonly demarches: readonly Demarche[]; readonly search?: string; readonly now: Date };

/**
 * Usagers for whom this structure may act in one of these démarches: an acte usable, its term to come. The mandats that
 * last longest first, then by name among those shown; with a search of 3 letters, those it finds.
 */
export const listOfferedUsagers = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  { demarches, search = "", now }: Wanted,
): Promise<OfferedUsagers> => {
  const tokens = queriedPrefixes(search).map((prefix) => keys.searchToken(structureId, prefix));
  const rows = await usagersOf(db, usableAutorisations(db, structureId, demarches, tokens, now)).execute();
  const usagers = rows
    .map((row) => ({ id: row.id as UsagerId, identite: openIdentite(keys, row) }))
    .filter(({ identite }) => isFoundBy(search, identite))
    .slice(0, USAGERS_SHOWN)
    .map(({ id, identite }) => ({
      id,
      nom: fullName(identite),
      naissance: birthWords(identite),
      complete: toServedIdentity(identite) !== null,
    }));
  return {
    usagers: usagers.toSorted((a, b) => a.nom.localeCompare(b.nom, "fr")),
    hasMore: rows.length > USAGERS_SHOWN,
  };
};

type UsableAutorisations = ReturnType<typeof usableAutorisations>;

const usagersOf = (db: Database, usable: UsableAutorisations) =>
  db
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .innerJoin(
      db
        .selectFrom(usable)
        .select("usable.usager_id")
        .select(({ fn }) => fn.max("usable.term_instant").as("term_instant"))
        .groupBy("usable.usager_id")
        .as("latest"),
      "latest.usager_id",
      "usager.id",
    )
    .select(usagerColumns)
    .where("data_key.destroyed_at", "is", null)
    .orderBy("latest.term_instant", "desc")
    .orderBy("usager.id")
    .limit(USAGERS_SHOWN + 1);

/** Enough of them, read along the index, to name one usager more than the page shows: each has ten at most (I2). */
const usableAutorisations = (
  db: Database,
  structureId: StructureId,
  demarches: readonly Demarche[],
  tokens: readonly Buffer[],
  now: Date,
) =>
  db
    .selectFrom("autorisation")
    .select(["autorisation.usager_id", "autorisation.term_instant"])
    .where("autorisation.structure_id", "=", structureId)
    .where("autorisation.ended", "is", null)
    .where("autorisation.term_instant", ">", now)
    .where(sql<boolean>`autorisation.demarche = any(${demarches})`)
    .where(
      sql<boolean>`exists (select from acte where acte.autorisation_id = autorisation.id and acte.etat = 'usable')`,
    )
    .$if(tokens.length > 0, (query) => query.where(isNamedBy(structureId, tokens)))
    .orderBy("autorisation.term_instant", "desc")
    .limit((USAGERS_SHOWN + 1) * allDemarches.length)
    .as("usable");

const isNamedBy = (structureId: StructureId, tokens: readonly Buffer[]) =>
  sql<boolean>`autorisation.usager_id in (select usager_id from usager_jeton where structure_id = ${structureId}
    and token = any(${tokens}) group by usager_id having count(distinct token) = ${tokens.length})`;
