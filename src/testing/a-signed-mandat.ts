import { randomBytes } from "node:crypto";
import type { Deps } from "#deps.ts";
import { catalogue } from "#domain/catalogue-actes.ts";
import type { Demarche } from "#domain/demarche.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ActeId, AutorisationId, CompteId, MandatId, StructureId, UsagerId } from "#domain/ids.ts";
import { searchPrefixes } from "#domain/name-search.ts";
import { numeroOf } from "#domain/numero-mandat.ts";
import { addDays, parisDayOf, parisMidnight } from "#domain/paris-day.ts";
import type { Tx } from "#platform/database.ts";
import { recordUsager } from "#store/usager-store.ts";

export const angela: IdentitePivot = {
  givenName: "Angela Claire Louise",
  familyName: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela.dubois@example.test",
};

export const fatima: IdentitePivot = {
  givenName: "Fatima",
  familyName: "HADJ",
  birthdate: "1955-01-01",
  idpBirthdate: "1955-00-00",
  gender: "female",
  birthplace: "",
  birthcountry: "99352",
  email: "fatima.hadj@example.test",
};

export type SignedMandat = {
  readonly usagerId: UsagerId;
  readonly mandatId: MandatId;
  readonly termInstant: Date;
  /** Of each catalogue code asked. */
  readonly actes: ReadonlyMap<string, { readonly acteId: ActeId; readonly autorisationId: AutorisationId }>;
};

type Of = { readonly structureId: StructureId; readonly compteId: CompteId };

/** Rows of a mandat concluded for 31 days, as the journey leaves them: for tests of what comes after it. */
export const aSignedMandat = (
  deps: Deps,
  { structureId, compteId }: Of,
  identite: IdentitePivot,
  codes: readonly string[],
): Promise<SignedMandat> =>
  deps.db.transaction().execute(async (tx) => {
    const now = deps.clock.now();
    const usagerId = await recordUsager(tx, deps, identite, `${randomBytes(32).toString("hex")}v1`, now);
    const tokens = searchPrefixes(identite).map((prefix) => deps.keys.searchToken(structureId, prefix));
    await tx
      .insertInto("usager_jeton")
      .values(tokens.map((token) => ({ structure_id: structureId, usager_id: usagerId, token })))
      .execute();
    const conclusionId = await insertConclusion(tx, deps, { structureId, compteId, usagerId }, now);
    const mandatId = deps.random.uuid() as MandatId;
    const signingDay = parisDayOf(now);
    const termDay = addDays(signingDay, 31);
    const termInstant = parisMidnight(addDays(termDay, 1));
    await tx
      .insertInto("mandat")
      .values({
        id: mandatId,
        numero: numeroOf(signingDay, randomBytes(8)),
        structure_id: structureId,
        usager_id: usagerId,
        conclusion_id: conclusionId,
        compte_id: compteId,
        porte: "franceconnect-presence",
        level: 3,
        duree: "mois",
        signing_day: signingDay,
        term_day: termDay,
        term_instant: termInstant,
        concluded_at: now,
        acte_count: codes.length,
      })
      .execute();
    const actes = await insertActes(tx, deps, { mandatId, structureId, usagerId, termInstant }, codes);
    return { usagerId, mandatId, termInstant, actes };
  });

const insertConclusion = async (
  tx: Tx,
  { random }: Deps,
  { structureId, compteId, usagerId }: Of & { readonly usagerId: UsagerId },
  now: Date,
): Promise<string> => {
  const id = random.uuid();
  await tx
    .insertInto("conclusion")
    .values({
      id,
      structure_id: structureId,
      compte_id: compteId,
      kind: "nouveau",
      step: "conclue",
      draft_sealed: null,
      usager_id: usagerId,
      identified_at: now,
      consented_at: now,
      stop_cause: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return id;
};

type Signed = {
  readonly mandatId: MandatId;
  readonly structureId: StructureId;
  readonly usagerId: UsagerId;
  readonly termInstant: Date;
};

const insertActes = async (tx: Tx, { random }: Deps, signed: Signed, codes: readonly string[]) => {
  const actes = new Map<string, { acteId: ActeId; autorisationId: AutorisationId }>();
  const autorisations = new Map<Demarche, AutorisationId>();
  for (const [rank, code] of codes.entries()) {
    const entry = catalogue.find(code);
    if (!entry) throw new Error(`No acte ${code} in the catalogue.`);
    const autorisationId = autorisations.get(entry.demarche) ?? (random.uuid() as AutorisationId);
    if (!autorisations.has(entry.demarche)) await insertAutorisation(tx, signed, autorisationId, entry.demarche);
    autorisations.set(entry.demarche, autorisationId);
    const acteId = random.uuid() as ActeId;
    await tx
      .insertInto("acte")
      .values({
        id: acteId,
        autorisation_id: autorisationId,
        position: rank + 1,
        code,
        service: entry.service,
        libelle: entry.libelle,
        texte_sealed: null,
        libelle_salt: randomBytes(16),
        grade: entry.grade,
        presence: entry.presence,
      })
      .execute();
    actes.set(code, { acteId, autorisationId });
  }
  return actes;
};

const insertAutorisation = async (tx: Tx, signed: Signed, id: AutorisationId, demarche: Demarche): Promise<void> => {
  await tx
    .insertInto("autorisation")
    .values({
      id,
      mandat_id: signed.mandatId,
      structure_id: signed.structureId,
      usager_id: signed.usagerId,
      term_instant: signed.termInstant,
      demarche,
    })
    .execute();
};
