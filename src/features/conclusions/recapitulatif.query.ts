import type { Deps } from "#deps.ts";
import { catalogue } from "#domain/catalogue-actes.ts";
import type { Conclusion } from "#domain/conclusion.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ConclusionId, StructureId, UsagerId } from "#domain/ids.ts";
import { type ActeVoulu, actesVoulus } from "#domain/portee.ts";
import { type Remplacement, remplacementBy, remplacementShown } from "#domain/remplacement.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { readLiveAutorisations } from "#store/live-autorisations.ts";
import { findJourney, type Journey } from "./journey.query.ts";

export type WithPortee = {
  readonly identite: IdentitePivot;
  readonly actes: readonly ActeVoulu[];
  readonly remplacement: Remplacement;
  /** What the recap shows of the replacement, sent back with the form. */
  readonly shown: string;
};
export type Recapitulatif = WithPortee & {
  readonly conclusion: Extract<Conclusion, { readonly step: "consentement-donne" }>;
};

/** What an identified journey would sign and replace, as of now. */
export const readPortee = async (
  { db, clock }: Pick<Deps, "db" | "clock">,
  structureId: StructureId,
  { conclusion, usager }: Journey,
): Promise<WithPortee | null> => {
  if (!usager || !("usagerId" in conclusion)) return null;
  const scope: { readonly structureId: StructureId; readonly usagerId: UsagerId } = {
    structureId,
    usagerId: conclusion.usagerId,
  };
  const live = await readLiveAutorisations(db, usager.subject, scope, clock.now());
  const actes = actesVoulus(conclusion.draft.actes, catalogue);
  const remplacement = remplacementBy(actes, live);
  return { identite: usager.identite, actes, remplacement, shown: remplacementShown(remplacement) };
};

/** The recap of a journey of this aidant; null unless the usager has accepted. */
export const showRecapitulatif = async (
  deps: Pick<Deps, "db" | "keys" | "clock">,
  acting: ActingAidant,
  id: ConclusionId,
): Promise<Recapitulatif | null> => {
  const journey = await findJourney(deps.db, deps.keys, acting, id);
  if (journey?.conclusion.step !== "consentement-donne") return null;
  const portee = await readPortee(deps, acting.structureId, journey);
  return portee && { ...portee, conclusion: journey.conclusion };
};
