import type { Concluded, Conclusion } from "#domain/conclusion.ts";
import type { DocumentMandat } from "#domain/document-mandat.ts";
import type { Term } from "#domain/duree.ts";
import type { ActeId, AutorisationId, MandatId } from "#domain/ids.ts";
import { type ActeVoulu, byDemarche } from "#domain/portee.ts";
import type { AutorisationLive } from "#domain/remplacement.ts";
import type { Subject } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";

/** A mandat decided and prepared, that the transaction now writes. */
export type NewMandat = {
  readonly id: MandatId;
  readonly conclusion: Conclusion;
  readonly concluded: Concluded;
  readonly document: DocumentMandat;
  readonly term: Term;
  readonly replaced: readonly AutorisationLive[];
  /** The usager's opened key. */
  readonly subject: Subject;
  readonly now: Date;
};

/** Identifiers and salts of the autorisations and actes of a new mandat. */
export const drawAutorisations = (random: Random, actes: readonly ActeVoulu[]) =>
  byDemarche(actes).map((group) => ({
    id: random.uuid() as AutorisationId,
    demarche: group.demarche,
    actes: group.actes.map((acte) => ({ ...acte, id: random.uuid() as ActeId, salt: random.bytes(16) })),
  }));

export type DrawnAutorisation = ReturnType<typeof drawAutorisations>[number];
