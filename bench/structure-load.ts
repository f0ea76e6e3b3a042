import { createHash, randomBytes, randomUUID } from "node:crypto";
import { catalogueActes } from "#domain/catalogue-actes.ts";
import { termOf } from "#domain/duree.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import { searchPrefixes } from "#domain/name-search.ts";
import { numeroOf } from "#domain/numero-mandat.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";

type Owner = { readonly structureId: string; readonly compteId: string };
type LoadDeps = { readonly db: Database; readonly keys: Keys; readonly now: Date };

const BATCH = 250;
const DAY_MS = 86_400_000;

const syllables = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "ro", "tu", "va", "zé"] as const;
const prenoms = ["Ada", "Basile", "Cléo", "Denis", "Élise", "Fanny", "Gaspard", "Hélène", "Irène", "Jules"] as const;

/** A name that nobody bears, different for each number below 20,736 squared. */
const nameOf = (number: number): string => {
  const letters: string[] = [];
  for (let rest = number + 1; rest > 0; rest = Math.floor(rest / syllables.length))
    letters.push(syllables[rest % syllables.length] as string);
  return letters.join("").toUpperCase();
};

const identiteOf = (number: number): IdentitePivot => ({
  givenName: prenoms[number % prenoms.length] as string,
  familyName: nameOf(number),
  birthdate: `${1930 + (number % 70)}-0${1 + (number % 9)}-1${number % 10}`,
  gender: number % 2 ? "female" : "male",
  birthplace: "75107",
  birthcountry: "99100",
  email: `usager.${number}@example.test`,
});

/**
 * Fills one structure with usagers, each with a live mandat of one acte, sealed and indexed as the product does it.
 * Rows are written in bulk, without facts: what is measured here is reading.
 */
export const loadUsagers = async ({ db, keys, now }: LoadDeps, owner: Owner, count: number): Promise<void> => {
  for (let first = 0; first < count; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, offset) => first + offset);
    const rows = numbers.map((number) => rowsOf(keys, owner, number, now));
    await db.transaction().execute((tx) => insertAll(tx, rows));
  }
};

const insertAll = async (tx: Tx, rows: readonly ReturnType<typeof rowsOf>[]): Promise<void> => {
  await tx
    .insertInto("data_key")
    .values(rows.map((row) => row.dataKey))
    .execute();
  await tx
    .insertInto("usager")
    .values(rows.map((row) => row.usager))
    .execute();
  await tx
    .insertInto("usager_jeton")
    .values(rows.flatMap((row) => row.jetons))
    .execute();
  await tx
    .insertInto("conclusion")
    .values(rows.map((row) => row.conclusion))
    .execute();
  await tx
    .insertInto("mandat")
    .values(rows.map((row) => row.mandat))
    .execute();
  await tx
    .insertInto("autorisation")
    .values(rows.map((row) => row.autorisation))
    .execute();
  await tx
    .insertInto("acte")
    .values(rows.map((row) => row.acte))
    .execute();
};

const rowsOf = (keys: Keys, { structureId, compteId }: Owner, number: number, now: Date) => {
  const [usagerId, keyId, conclusionId, mandatId, autorisationId] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const dek = randomBytes(32);
  const subject = keys.subject(dek, keyId);
  const { email, ...identite } = identiteOf(number);
  const cell = (column: string) => ({ table: "usager", column, row: usagerId });
  const concludedAt = new Date(now.getTime() - (number % 150) * DAY_MS);
  const { signingDay, termDay, termInstant } = termOf("semestre", concludedAt);
  const acte = catalogueActes[number % catalogueActes.length] as (typeof catalogueActes)[number];
  const of = { structure_id: structureId, usager_id: usagerId };
  return {
    dataKey: {
      key_id: keyId,
      subject_kind: "usager" as const,
      subject_id: usagerId,
      kek_version: keys.kekVersion,
      wrapped: keys.wrap(dek, keyId, "usager"),
      created_at: concludedAt,
      destroyed_at: null,
    },
    usager: {
      id: usagerId,
      key_id: keyId,
      identite_sealed: subject.seal("identite", cell("identite"), JSON.stringify(identite)),
      contact_sealed: subject.seal("contact", cell("contact"), JSON.stringify({ email })),
      sub_index: createHash("sha256").update(`${number}`).digest(),
      courriel_index: keys.blindIndex("courriel", email ?? ""),
      identified_at: concludedAt,
      created_at: concludedAt,
    },
    jetons: searchPrefixes(identite).map((prefix) => ({ ...of, token: keys.searchToken(structureId, prefix) })),
    conclusion: {
      id: conclusionId,
      ...of,
      compte_id: compteId,
      kind: "nouveau" as const,
      step: "conclue" as const,
      draft_sealed: null,
      identified_at: concludedAt,
      consented_at: concludedAt,
      stop_cause: null,
      created_at: concludedAt,
      updated_at: concludedAt,
    },
    mandat: {
      id: mandatId,
      ...of,
      numero: numeroOf(signingDay, randomBytes(8)),
      conclusion_id: conclusionId,
      compte_id: compteId,
      porte: "franceconnect-presence" as const,
      level: 3,
      duree: "semestre" as const,
      signing_day: signingDay,
      term_day: termDay,
      term_instant: termInstant,
      concluded_at: concludedAt,
      acte_count: 1,
    },
    autorisation: {
      id: autorisationId,
      ...of,
      mandat_id: mandatId,
      term_instant: termInstant,
      demarche: acte.demarche,
    },
    acte: {
      id: randomUUID(),
      autorisation_id: autorisationId,
      position: 1,
      code: acte.code,
      service: acte.service,
      libelle: acte.libelle,
      texte_sealed: null,
      libelle_salt: randomBytes(16),
      grade: acte.grade,
      presence: acte.presence,
    },
  };
};
