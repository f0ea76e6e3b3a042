import { isAdultOn } from "./age.ts";
import type { Catalogue } from "./catalogue-actes.ts";
import type { Duree } from "./duree.ts";
import type { IdentitePivot } from "./identite.ts";
import type { CompteId, ConclusionId, StructureId, UsagerId } from "./ids.ts";
import { parisDayOf } from "./paris-day.ts";
import { type ActeChoisi, type ActeVoulu, decidePortee, type PorteeRefusal } from "./portee.ts";
import { accept, type Result, refuse } from "./result.ts";
import { type AidantIdentity, isSelfMandat } from "./self-mandat.ts";

/** What the aidant has prepared so far. */
export type Draft = {
  /** True once the information was read together. */
  readonly informed: boolean;
  readonly actes: readonly ActeChoisi[];
  readonly duree: Duree | null;
  /** Hexadecimal salt of the hash of what is consented to. */
  readonly salt: string;
};

type Journey = {
  readonly id: ConclusionId;
  readonly structureId: StructureId;
  readonly compteId: CompteId;
  readonly version: number;
};
type Identified = { readonly usagerId: UsagerId; readonly identifiedAt: Date };

/** A journey under way: each step holds what the next one needs (chapter 03 §6). */
export type ConclusionUnderWay = Journey & { readonly draft: Draft } & (
    | { readonly step: "brouillon" | "porte-choisie" }
    | ({ readonly step: "identite-etablie" } & Identified)
    | ({ readonly step: "consentement-donne"; readonly consentedAt: Date } & Identified)
  );
export type ConclusionOver = Journey & {
  readonly step: "conclue" | "refusee" | "expiree" | "abandonnee" | "arretee";
};
export type Conclusion = ConclusionUnderWay | ConclusionOver;

export const isUnderWay = (conclusion: Conclusion): conclusion is ConclusionUnderWay => "draft" in conclusion;

/** The reading page closes this long after the identification; the consent, this long after the acceptance (§7.1). */
export const READING_MS = 30 * 60_000;
export const CONSENT_MS = 30 * 60_000;

export const isReadingOpen = ({ identifiedAt }: Identified, now: Date): boolean =>
  now.getTime() - identifiedAt.getTime() <= READING_MS;
export const isConsentAlive = ({ consentedAt }: { readonly consentedAt: Date }, now: Date): boolean =>
  now.getTime() - consentedAt.getTime() <= CONSENT_MS;

export type JourneyPage = "information" | "actes" | "duree" | "identite" | "lecture" | "recapitulatif" | "fin" | "none";

const preparing: readonly JourneyPage[] = ["information", "actes", "duree"];

/** The page where a journey stands; a stray is sent there. */
export const currentPage = (conclusion: Conclusion): JourneyPage => {
  switch (conclusion.step) {
    case "brouillon":
      return nextToPrepare(conclusion.draft);
    case "porte-choisie":
      return "identite";
    case "identite-etablie":
      return "lecture";
    case "consentement-donne":
      return "recapitulatif";
    case "conclue":
      return "fin";
    default:
      return "none";
  }
};

const nextToPrepare = ({ informed, actes }: Draft): JourneyPage =>
  informed ? (actes.length > 0 ? "duree" : "actes") : "information";

/** True when a page may be opened now: the current one, and those of the preparation already passed. */
export const mayOpen = (page: JourneyPage, conclusion: Conclusion): boolean => {
  const current = currentPage(conclusion);
  if (page === current) return true;
  if (conclusion.step !== "brouillon" && conclusion.step !== "porte-choisie") return false;
  const reached = conclusion.step === "porte-choisie" ? preparing.length : preparing.indexOf(current);
  return preparing.indexOf(page) >= 0 && preparing.indexOf(page) < reached;
};

export type IdentificationRefusal = "not-awaiting-identity" | "usager-minor" | "self-mandat";

/** Whether this person may give a mandat to this aidant, at the identification (chapter 03 §§7, 18.2, 18.3). */
export const decideIdentification = (
  conclusion: Conclusion,
  identite: IdentitePivot,
  aidant: AidantIdentity,
  now: Date,
): Result<ConclusionUnderWay, IdentificationRefusal> => {
  if (conclusion.step !== "porte-choisie") return refuse("not-awaiting-identity");
  if (!isAdultOn(identite, parisDayOf(now))) return refuse("usager-minor");
  if (isSelfMandat(aidant, identite)) return refuse("self-mandat");
  return accept(conclusion);
};

/** What the transaction of the conclusion reads again before it writes (chapter 03 §8, points 3 and 4). */
export type SituationToConclude = {
  readonly mayAct: boolean;
  readonly identite: IdentitePivot;
  readonly aidant: AidantIdentity;
  readonly catalogue: Catalogue;
  /** What the recap showed of the replacement, and what it would show now. */
  readonly shown: string;
  readonly live: string;
  readonly preparedAt: Date;
  readonly now: Date;
};
export type ConclusionRefusal =
  | "consent-missing"
  | "consent-expired"
  | "not-habilite"
  | "usager-minor"
  | "self-mandat"
  | "situation-changed"
  | "prepare-again"
  | PorteeRefusal;

const PREPARATION_MS = 60_000;

/** Prepared less than a minute ago, and on the same Paris day: the signing day printed is the one that holds. */
const isPreparationFresh = ({ preparedAt, now }: SituationToConclude): boolean =>
  parisDayOf(preparedAt) === parisDayOf(now) && now.getTime() - preparedAt.getTime() < PREPARATION_MS;

export type Concluded = {
  readonly usagerId: UsagerId;
  readonly identifiedAt: Date;
  readonly consentedAt: Date;
  readonly actes: readonly ActeVoulu[];
  readonly duree: Duree;
};

/** Decides the conclusion on what is true now, not on what was true when the recap was shown. */
export const decideConclusion = (
  conclusion: Conclusion,
  situation: SituationToConclude,
): Result<Concluded, ConclusionRefusal> => {
  if (conclusion.step !== "consentement-donne") return refuse("consent-missing");
  const { usagerId, identifiedAt, consentedAt } = conclusion;
  if (!situation.mayAct) return refuse("not-habilite");
  if (!isConsentAlive(conclusion, situation.now)) return refuse("consent-expired");
  if (!isAdultOn(situation.identite, parisDayOf(situation.preparedAt))) return refuse("usager-minor");
  if (isSelfMandat(situation.aidant, situation.identite)) return refuse("self-mandat");
  const portee = decidePortee(conclusion.draft, situation.catalogue);
  if (!portee.ok) return portee;
  if (situation.shown !== situation.live) return refuse("situation-changed");
  if (!isPreparationFresh(situation)) return refuse("prepare-again");
  return accept({ usagerId, identifiedAt, consentedAt, ...portee.value });
};
