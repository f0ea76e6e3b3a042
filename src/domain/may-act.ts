/** What `mayAct` reads: the state of a person in one structure, as the deciding transaction sees it. */
export type RightToAct = {
  readonly compteActif: boolean;
  readonly appartenanceAidant: boolean;
  readonly structureActive: boolean;
  readonly formationSuivie: boolean;
  readonly pixReussi: boolean;
  readonly cguAcceptees: boolean;
  readonly facteurConfirme: boolean;
};

export const conditionsToAct = [
  "compteActif",
  "appartenanceAidant",
  "structureActive",
  "formationSuivie",
  "pixReussi",
  "cguAcceptees",
  "facteurConfirme",
] as const satisfies readonly (keyof RightToAct)[];

export type ConditionToAct = (typeof conditionsToAct)[number];

/** Conditions still missing, in the order a person would obtain them (chapter 06 §10). */
export const missingToAct = (right: RightToAct): readonly ConditionToAct[] =>
  conditionsToAct.filter((condition) => !right[condition]);

/** The only rule of who may act for an usager (D16, chapter 02 §2.3). Its answer is never cached. */
export const mayAct = (right: RightToAct): boolean => missingToAct(right).length === 0;
