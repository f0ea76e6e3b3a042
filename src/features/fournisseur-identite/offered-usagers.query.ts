import { sql } from "kysely";
import type { Demarche } from "#domain/demarche.ts";
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
  /** « né(e) le 24 août 1962 ». */
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
 * Usagers for whom this structure may act in one of these démarches: an acte usable, its term to come. The latest
 * mandats first, then by name among those shown; with a search of 3 letters, those it finds.
 */
export const listOfferedUsagers = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  { demarches, search = "", now }: Wanted,
): Promise<OfferedUsagers> => {
  const tokens = queriedPrefixes(search).map((prefix) => keys.searchToken(structureId, prefix));
  const rows = await usagersOf(db, structureId, demarches, now)
    .$if(tokens.length > 0, (query) => query.where(hasTokens(structureId, tokens)))
    .execute();
  const found = rows
    .map((row) => ({ id: row.id as UsagerId, identite: openIdentite(keys, row) }))
    .filter(({ identite }) => isFoundBy(search, identite));
  const usagers = found.slice(0, USAGERS_SHOWN).map(({ id, identite }) => ({
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

const hasTokens = (structureId: StructureId, tokens: readonly Buffer[]) =>
  sql<boolean>`(select count(distinct token) from usager_jeton where usager_jeton.structure_id = ${structureId}
    and usager_jeton.usager_id = usager.id and token = any(${tokens})) = ${tokens.length}`;

const usagersOf = (db: Database, structureId: StructureId, demarches: readonly Demarche[], now: Date) =>
  db
    .selectFrom("usager")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .innerJoin(latestMandats(db, structureId, demarches, now), "latest.usager_id", "usager.id")
    .select(usagerColumns)
    .where("data_key.destroyed_at", "is", null)
    .orderBy("latest.term_instant", "desc")
    .orderBy("usager.id")
    .limit(USAGERS_SHOWN + 1);

const latestMandats = (db: Database, structureId: StructureId, demarches: readonly Demarche[], now: Date) =>
  db
    .selectFrom("autorisation")
    .select("autorisation.usager_id")
    .select(({ fn }) => fn.max("autorisation.term_instant").as("term_instant"))
    .where("autorisation.structure_id", "=", structureId)
    .where("autorisation.ended", "is", null)
    .where("autorisation.term_instant", ">", now)
    .where("autorisation.demarche", "in", [...demarches])
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("acte")
          .select("acte.id")
          .whereRef("acte.autorisation_id", "=", "autorisation.id")
          .where("acte.etat", "=", "usable"),
      ),
    )
    .groupBy("autorisation.usager_id")
    .as("latest");
