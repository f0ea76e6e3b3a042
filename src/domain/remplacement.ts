import type { Demarche } from "./demarche.ts";
import type { AutorisationId, MandatId } from "./ids.ts";
import type { ActeVoulu } from "./portee.ts";

type ActeLive = Pick<ActeVoulu, "code" | "service" | "libelle">;

/** An autorisation live in the structure for an usager, with the actes still usable in it. */
export type AutorisationLive = {
  readonly id: AutorisationId;
  readonly mandatId: MandatId;
  readonly demarche: Demarche;
  readonly actes: readonly ActeLive[];
};

/** What a new mandat takes the place of, and the actes that go with it (chapter 03 §6, screen 5). */
export type Remplacement = {
  readonly replaced: readonly AutorisationLive[];
  readonly lost: readonly (ActeLive & { readonly demarche: Demarche })[];
};

const sameActe = (a: ActeLive, b: ActeLive): boolean =>
  a.code !== null || b.code !== null ? a.code === b.code : a.service === b.service && a.libelle === b.libelle;

/** Only the demarches of the new mandat are replaced, in this structure; an acte it holds too is not lost (CC 2006). */
export const remplacementBy = (voulus: readonly ActeVoulu[], live: readonly AutorisationLive[]): Remplacement => {
  const demarches = new Set(voulus.map(({ demarche }) => demarche));
  const replaced = live.filter(({ demarche }) => demarches.has(demarche));
  const lost = replaced.flatMap(({ demarche, actes }) =>
    actes.filter((acte) => !voulus.some((voulu) => sameActe(acte, voulu))).map((acte) => ({ ...acte, demarche })),
  );
  return { replaced, lost };
};

/**
 * What a recap showed of the replacement, as one text: identifiers of the autorisations and the number of actes left in
 * each. The conclusion compares it with what is live then (chapter 03 §8, point 4).
 */
export const remplacementShown = ({ replaced }: Remplacement): string =>
  replaced
    .map(({ id, actes }) => `${id}:${actes.length}`)
    .sort()
    .join(",");
