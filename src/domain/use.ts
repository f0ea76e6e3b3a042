import type { Demarche } from "./demarche.ts";
import type { FactNamed } from "./fact.ts";
import type { ActeId, AutorisationId, CompteId, MandatId, StructureId, UsagerId } from "./ids.ts";
import { type ConditionToAct, missingToAct, type RightToAct } from "./may-act.ts";
import { isWithinRepScope } from "./rep-scope.ts";
import { accept, type Result, refuse } from "./result.ts";

/** How the aidant helps, as he declares it (chapter 03 §13). */
export const postures = ["je-fais", "j-accompagne", "je-forme"] as const;
export type Posture = (typeof postures)[number];

/** Why no identity is served: the words of the fact `IdentityRefused`. */
export type UseRefusal = FactNamed<"IdentityRefused">["body"]["reason"];

/** One use of a mandat: who acts, for whom, under which titre, for which acte. */
export type UseChoice = {
  readonly compteId: CompteId;
  readonly structureId: StructureId;
  readonly usagerId: UsagerId;
  readonly mandatId: MandatId;
  readonly autorisationId: AutorisationId;
  readonly acteId: ActeId;
  readonly demarche: Demarche;
};

/** The autorisation and the acte as the deciding transaction sees them, in the words of chapter 03 §5. */
export type TitreState = {
  readonly structureId: StructureId;
  readonly usagerId: UsagerId;
  readonly demarche: Demarche;
  readonly autorisation: "active" | "revoquee" | "remplacee" | "terminee" | "expiree" | "suspendue";
  readonly acte: "usable" | "fait" | "revoque";
};

/** All that one use depends on, read again at choice, at token and at userinfo (chapter 03 §13). */
export type UseSituation = {
  readonly clientActif: boolean;
  readonly right: RightToAct;
  /** Null when no such acte exists. */
  readonly titre: TitreState | null;
  /** What the public service accepts; empty when it accepts everything (chapter 01 §3.8). */
  readonly repScopeAsked: readonly string[];
  /** True when every claim that FranceConnect requires can be answered (chapter 01 §3.7). */
  readonly identityComplete: boolean;
  readonly selfMandat: boolean;
  /** Identities already served by this aidant (chapter 03 §18.1, AL01). */
  readonly served: { readonly lastHour: number; readonly lastDay: number };
};

/** Twice the thresholds of the alert AL01. */
export const SERVED_PER_HOUR_MAX = 40;
export const SERVED_PER_DAY_MAX = 120;

const refusalOfCondition: Partial<Record<ConditionToAct, UseRefusal>> = {
  structureActive: "structure-inactive",
  cguAcceptees: "cgu-a-accepter",
};

const refusalOfAutorisation: Record<Exclude<TitreState["autorisation"], "active">, UseRefusal> = {
  revoquee: "autorisation-revoked",
  remplacee: "autorisation-replaced",
  terminee: "autorisation-ended",
  expiree: "mandat-expired",
  suspendue: "autorisation-suspended",
};

const refusalOfActe: Record<Exclude<TitreState["acte"], "usable">, UseRefusal> = {
  fait: "acte-done",
  revoque: "acte-revoked",
};

/**
 * May this aidant act as this usager, now, for this acte? The first rule that fails answers: the client, the aidant, the
 * titre, the public service's list, the usager's identity, the guard rails.
 */
export const decideUse = (choice: UseChoice, situation: UseSituation): Result<UseChoice, UseRefusal> => {
  const refusal =
    refusalOfAidant(situation) ?? refusalOfTitre(choice, situation.titre) ?? refusalOfUse(choice, situation);
  return refusal ? refuse(refusal) : accept(choice);
};

const refusalOfAidant = ({ clientActif, right }: UseSituation): UseRefusal | null => {
  if (!clientActif) return "client-inactive";
  const [missing] = missingToAct(right);
  return missing ? (refusalOfCondition[missing] ?? "not-habilite") : null;
};

const refusalOfTitre = (choice: UseChoice, titre: TitreState | null): UseRefusal | null => {
  if (!titre) return "acte-unknown";
  if (titre.structureId !== choice.structureId) return "mandat-other-structure";
  if (titre.usagerId !== choice.usagerId || titre.demarche !== choice.demarche) return "mandat-unknown";
  if (titre.autorisation !== "active") return refusalOfAutorisation[titre.autorisation];
  return titre.acte === "usable" ? null : refusalOfActe[titre.acte];
};

const refusalOfUse = ({ demarche }: UseChoice, situation: UseSituation): UseRefusal | null => {
  const { repScopeAsked, identityComplete, selfMandat, served } = situation;
  if (!isWithinRepScope(demarche, repScopeAsked)) return "demarche-outside-rep-scope";
  if (!identityComplete) return "identity-incomplete";
  if (selfMandat) return "self-mandat";
  return served.lastHour >= SERVED_PER_HOUR_MAX || served.lastDay >= SERVED_PER_DAY_MAX ? "cap-reached" : null;
};
