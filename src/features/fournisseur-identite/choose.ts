import type { Deps } from "#deps.ts";
import type { CompteId, StructureId, UsagerId } from "#domain/ids.ts";
import type { UseChoice, UseRefusal } from "#domain/use.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { recordActeChosen, recordStructureChosen, recordUsagerChosen } from "#store/connexion-choice-store.ts";
import { type Connexion, recordBrowser } from "#store/connexion-usage-store.ts";
import type { Demande } from "./demande.ts";
import { findOfferedActes, type OfferedActe, type UsagerActes } from "./offered-actes.query.ts";
import { listOfferedUsagers, type OfferedUsagers } from "./offered-usagers.query.ts";
import { listStructuresOfAidant, type StructureOfAidant } from "./structures-of-aidant.query.ts";

/** In which structure the aidant acts: chosen, the only one, to be chosen, or none. */
export type StructureStep =
  | { readonly kind: "chosen"; readonly structure: StructureOfAidant }
  | { readonly kind: "to-choose"; readonly structures: readonly StructureOfAidant[] }
  | { readonly kind: "none" };

/** Re-read at each step: a structure left or suspended meanwhile is no longer a choice. */
export const readStructureStep = async (
  { db, clock }: Deps,
  { structureId, compteId: chosenBy }: Connexion,
  { compteId }: SignedIn,
): Promise<StructureStep> => {
  const structures = await listStructuresOfAidant(db, compteId, clock.now());
  const chosen = chosenBy === compteId ? structures.find(({ id }) => id === structureId) : undefined;
  const [only, ...others] = structures;
  if (chosen) return { kind: "chosen", structure: chosen };
  if (!only) return { kind: "none" };
  return others.length === 0 ? { kind: "chosen", structure: only } : { kind: "to-choose", structures };
};

export const chooseStructure = async (
  { db }: Deps,
  { connexion }: Demande,
  compteId: CompteId,
  structureId: StructureId,
): Promise<void> => recordStructureChosen(db, connexion.id, { structureId, compteId });

/** The request is this browser's from now on (chapter 01 L4). */
export const keepBrowser = (deps: Deps, { connexion }: Demande, browserId: string): Promise<void> =>
  recordBrowser(deps.db, deps, connexion.id, browserId);

export const readUsagers = (
  { db, keys, clock }: Deps,
  { demarches }: Demande,
  structureId: StructureId,
  search: string,
): Promise<OfferedUsagers> => listOfferedUsagers(db, keys, structureId, { demarches, search, now: clock.now() });

export const readActes = (
  { db, keys, clock }: Deps,
  { demarches }: Demande,
  structureId: StructureId,
  usagerId: UsagerId,
): Promise<UsagerActes | null> => findOfferedActes(db, keys, structureId, { usagerId, demarches, now: clock.now() });

/** Nothing to offer: because of what the public service accepts, or at all. */
export const refusalOfEmptyList = ({ isNarrowed }: Demande): UseRefusal =>
  isNarrowed ? "no-titre-for-rep-scope" : "no-usable-titre";

type ForWhom = Pick<UseChoice, "compteId" | "structureId" | "usagerId">;

export const chooseUsager = ({ db }: Deps, { connexion }: Demande, forWhom: ForWhom): Promise<void> =>
  recordUsagerChosen(db, connexion.id, forWhom);

export const toChoice = (
  compteId: CompteId,
  structureId: StructureId,
  usagerId: UsagerId,
  { mandatId, autorisationId, id, demarche }: OfferedActe,
): UseChoice => ({ compteId, structureId, usagerId, mandatId, autorisationId, acteId: id, demarche });

export const chooseActe = ({ db }: Deps, { connexion }: Demande, choice: UseChoice): Promise<void> =>
  recordActeChosen(db, connexion.id, choice);
