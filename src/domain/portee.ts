import type { ActeDuCatalogue, Catalogue, Grade } from "./catalogue-actes.ts";
import { type Demarche, demarches } from "./demarche.ts";
import type { Duree } from "./duree.ts";
import { accept, type Result, refuse } from "./result.ts";

/** An acte as a draft holds it: chosen in the catalogue, or worded by hand. */
export type ActeChoisi =
  | { readonly kind: "catalogue"; readonly code: string }
  | { readonly kind: "libre"; readonly demarche: Demarche; readonly service: string; readonly libelle: string };

/** An acte as it is read and signed. */
export type ActeVoulu = {
  readonly code: string | null;
  readonly demarche: Demarche;
  readonly service: string;
  readonly libelle: string;
  readonly grade: Grade;
  readonly presence: boolean;
};

export const ACTES_MAX = 40;
/** The only acte whose help stops at typing: the debtor signs himself (chapter 03 §18.5). */
export const SURENDETTEMENT = "argent.surendettement";

export type PorteeRefusal = "no-acte" | "too-many-actes" | "acte-withdrawn" | "duree-missing" | "acte-unique-alone";

const wordingOf = ({ code, demarche, service, libelle, grade, presence }: ActeDuCatalogue): ActeVoulu => ({
  code,
  demarche,
  service,
  libelle,
  grade,
  presence,
});

/** Chosen actes in words, by demarche then as chosen; one that left the catalogue is left out. */
export const actesVoulus = (choisis: readonly ActeChoisi[], catalogue: Catalogue): readonly ActeVoulu[] => {
  const voulus = choisis.flatMap((choisi): readonly ActeVoulu[] => {
    if (choisi.kind === "libre") {
      const { demarche, service, libelle } = choisi;
      return [{ code: null, demarche, service, libelle, grade: "sensible", presence: false }];
    }
    const found = catalogue.find(choisi.code);
    return found?.etat === "actif" ? [wordingOf(found)] : [];
  });
  return [...voulus].sort((a, b) => demarches.indexOf(a.demarche) - demarches.indexOf(b.demarche));
};

/** Actes of a draft, each precise and in force, 40 at most: a mandat is never general (I1; CC 1988). */
export const decideActes = (
  choisis: readonly ActeChoisi[],
  catalogue: Catalogue,
): Result<readonly ActeVoulu[], PorteeRefusal> => {
  if (choisis.length === 0) return refuse("no-acte");
  if (choisis.length > ACTES_MAX) return refuse("too-many-actes");
  const voulus = actesVoulus(choisis, catalogue);
  return voulus.length === choisis.length ? accept(voulus) : refuse("acte-withdrawn");
};

/** The scope of a mandat: actes and duration together. `acte-unique` takes exactly one acte (chapter 03 §4). */
export const decidePortee = (
  { actes, duree }: { readonly actes: readonly ActeChoisi[]; readonly duree: Duree | null },
  catalogue: Catalogue,
): Result<{ readonly actes: readonly ActeVoulu[]; readonly duree: Duree }, PorteeRefusal> => {
  const voulus = decideActes(actes, catalogue);
  if (!voulus.ok) return voulus;
  if (!duree) return refuse("duree-missing");
  if (duree === "acte-unique" && voulus.value.length !== 1) return refuse("acte-unique-alone");
  return accept({ actes: voulus.value, duree });
};

/** The same actes, demarche by demarche. */
export const byDemarche = <A extends { readonly demarche: Demarche }>(
  actes: readonly A[],
): readonly { readonly demarche: Demarche; readonly actes: readonly A[] }[] =>
  demarches
    .map((demarche) => ({ demarche, actes: actes.filter((acte) => acte.demarche === demarche) }))
    .filter(({ actes }) => actes.length > 0);

/** Told wherever the acte is chosen, read or printed (R. 721-2 and R. 761-1 Code de la consommation). */
export const surendettementWords =
  "Dossier de surendettement\u00a0: l’aidant saisit seulement le dossier. La personne signe elle-même la déclaration (articles R.\u00a0721-2 et R.\u00a0761-1 du Code de la consommation).";

export const holdsSurendettement = (actes: readonly { readonly code?: string | null }[]): boolean =>
  actes.some(({ code }) => code === SURENDETTEMENT);
