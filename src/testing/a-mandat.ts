import { randomUUID } from "node:crypto";
import type { Duree } from "#domain/duree.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ConclusionId, MandatId, UsagerId } from "#domain/ids.ts";
import type { ActeChoisi } from "#domain/portee.ts";
import { answerReading, declarations } from "#features/conclusions/answer-reading.ts";
import { concludeMandat } from "#features/conclusions/conclude-mandat.ts";
import { openConclusion } from "#features/conclusions/open-conclusion.ts";
import { chooseActes, chooseDuree, recordInformed } from "#features/conclusions/prepare-draft.ts";
import { showRecapitulatif } from "#features/conclusions/recapitulatif.query.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { lockConclusion, recordUsagerIdentified } from "#store/conclusion-store.ts";
import { lockUsagerBySub, recordUsager } from "#store/usager-store.ts";
import type { Aidant, TestStructure, World } from "./world.ts";

/** A fictional adult, each time another person. */
export const anIdentite = (change: Partial<IdentitePivot> = {}): IdentitePivot => ({
  givenName: "Angela Claire Louise",
  givenNameArray: ["Angela", "Claire", "Louise"],
  familyName: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela@example.test",
  ...change,
});

export type MandatOptions = {
  readonly identite?: Partial<IdentitePivot>;
  /** FranceConnect's `sub`: the same one is the same usager. */
  readonly sub?: string;
  /** Catalogue codes. */
  readonly actes?: readonly string[];
  /** Actes worded by hand. */
  readonly libres?: readonly Omit<Extract<ActeChoisi, { readonly kind: "libre" }>, "kind">[];
  readonly duree?: Duree;
};

export const actingFor = (structure: TestStructure, aidant: Aidant, { clock }: World): ActingAidant => ({
  compteId: aidant.compteId,
  sessionId: aidant.sessionId,
  proofAt: clock.now(),
  owesCgu: false,
  prenom: "Amina",
  nom: "ESSAI",
  structureId: structure.id,
  structure: structure.reference,
  structureNom: "Maison d’essai",
  aidant: true,
  referent: false,
  missing: [],
});

const version = async (world: World, structure: TestStructure, id: ConclusionId): Promise<number> => {
  const read = await world.db.transaction().execute((tx) => lockConclusion(tx, world.keys, structure.id, id));
  if (!read) throw new Error("The journey is not of this structure.");
  return read.version;
};

/** What the return from FranceConnect leaves: the usager stored, and the journey that knows him. */
export const identifyUsager = (
  world: World,
  structure: TestStructure,
  id: ConclusionId,
  identite: IdentitePivot,
  sub: string = randomUUID(),
): Promise<UsagerId> =>
  world.db.transaction().execute(async (tx) => {
    const conclusion = await lockConclusion(tx, world.keys, structure.id, id);
    if (conclusion?.step !== "porte-choisie") throw new Error("The journey does not wait for an identity.");
    const now = world.clock.now();
    const known = await lockUsagerBySub(tx, world.keys, sub);
    const usagerId = known ?? (await recordUsager(tx, world.deps, identite, sub, now));
    await recordUsagerIdentified(tx, world.deps, { conclusion, usagerId, identifiedAt: now });
    return usagerId;
  });

/** A journey at the step where the usager waits to identify, prepared by the acts of the pages. */
export const aPreparedConclusion = async (
  world: World,
  structure: TestStructure,
  aidant: Aidant,
  { actes = ["logement.caf-logement", "social.ameli-consultation"], libres = [], duree = "mois" }: MandatOptions = {},
): Promise<ConclusionId> => {
  const acting = actingFor(structure, aidant, world);
  const conclusionId = await openConclusion(world.deps, acting, null);
  const sent = async () => ({ conclusionId, version: await version(world, structure, conclusionId) });
  check(await recordInformed(world.deps, acting, await sent()));
  const kept = libres.map((_, rank) => rank);
  for (const libre of libres)
    check(await chooseActes(world.deps, acting, { ...(await sent()), codes: [], kept, libre, action: "ajouter" }));
  const chosen = { codes: actes, kept, libre: null, action: "continuer" } as const;
  check(await chooseActes(world.deps, acting, { ...(await sent()), ...chosen }));
  check(await chooseDuree(world.deps, acting, { ...(await sent()), duree }));
  return conclusionId;
};

/** The same, once the usager identified and accepted. */
export const anAcceptedConclusion = async (
  world: World,
  structure: TestStructure,
  aidant: Aidant,
  options: MandatOptions = {},
): Promise<{ readonly conclusionId: ConclusionId; readonly usagerId: UsagerId }> => {
  const acting = actingFor(structure, aidant, world);
  const conclusionId = await aPreparedConclusion(world, structure, aidant, options);
  const usagerId = await identifyUsager(world, structure, conclusionId, anIdentite(options.identite), options.sub);
  const sent = { conclusionId, version: await version(world, structure, conclusionId) };
  check(await answerReading(world.deps, acting, { ...sent, answer: "accepter", declared: declarations }));
  return { conclusionId, usagerId };
};

/** A mandat concluded by the acts of the journey, with only the return from FranceConnect played. */
export const aMandat = async (
  world: World,
  structure: TestStructure,
  aidant: Aidant,
  options: MandatOptions = {},
): Promise<{ readonly mandatId: MandatId; readonly usagerId: UsagerId; readonly conclusionId: ConclusionId }> => {
  const acting = actingFor(structure, aidant, world);
  const accepted = await anAcceptedConclusion(world, structure, aidant, options);
  const recap = await showRecapitulatif(world.deps, acting, accepted.conclusionId);
  check(await concludeMandat(world.deps, acting, { conclusionId: accepted.conclusionId, shown: recap?.shown ?? "" }));
  const { id } = await world.db
    .selectFrom("mandat")
    .select("id")
    .where("conclusion_id", "=", accepted.conclusionId)
    .executeTakeFirstOrThrow();
  return { ...accepted, mandatId: id as MandatId };
};

const check = (outcome: { readonly ok: boolean; readonly refusal?: unknown }): void => {
  if (!outcome.ok) throw new Error(`The journey was refused: ${String(outcome.refusal)}.`);
};
