import type { Grade } from "./catalogue-actes.ts";
import type { Demarche } from "./demarche.ts";
import type { ActeId, AutorisationId, MandatId, StructureId, UsagerId } from "./ids.ts";
import { accept, type Result, refuse } from "./result.ts";

/** State of an acte, as it is stored: an end is written once (chapter 03 §5). */
export type EtatActe = "usable" | "fait" | "revoque";

export type Acte = {
  readonly id: ActeId;
  /** Catalogue identifier; null for an acte worded by hand. */
  readonly code: string | null;
  readonly service: string;
  readonly libelle: string;
  readonly grade: Grade;
  readonly presence: boolean;
  readonly etat: EtatActe;
};

/** How an autorisation ended, as it is stored. Past its term an open one is `expiree` all the same. */
export type FinAutorisation = "revoquee" | "remplacee" | "terminee" | "expiree";

type ActeEnds = Pick<Acte, "id" | "etat">;
export type AutorisationEnds = {
  readonly id: AutorisationId;
  readonly demarche: Demarche;
  readonly ended: FinAutorisation | null;
  readonly actes: readonly ActeEnds[];
};

/** What the life of a mandat depends on. */
export type MandatEnds = {
  readonly id: MandatId;
  readonly structureId: StructureId;
  readonly usagerId: UsagerId;
  readonly termInstant: Date;
  readonly autorisations: readonly AutorisationEnds[];
};

export type AutorisationStatus = FinAutorisation | "active";
export type MandatStatus = "actif" | "revoque" | "remplace" | "termine" | "expire";

type Ended = Pick<AutorisationEnds, "ended">;

/** The one definition of an autorisation's state: live while nothing ended it and its term is to come. */
export const statusOfAutorisation = ({ ended }: Ended, termInstant: Date, now: Date): AutorisationStatus =>
  ended ?? (now < termInstant ? "active" : "expiree");

type Termed = { readonly termInstant: Date; readonly autorisations: readonly Ended[] };

/**
 * The one definition of a mandat's state: every page, query and claim answers to it (chapter 03 §5). Some parts done and
 * the others revoked: `termine`.
 */
export const statusOf = ({ termInstant, autorisations }: Termed, now: Date): MandatStatus => {
  const statuses = autorisations.map((autorisation) => statusOfAutorisation(autorisation, termInstant, now));
  if (statuses.includes("active")) return "actif";
  if (statuses.every((status) => status === "revoquee")) return "revoque";
  if (statuses.includes("remplacee")) return "remplace";
  return statuses.includes("expiree") ? "expire" : "termine";
};

/** An acte can be used while nothing ended it, its autorisation or its term. */
export const isActeUsable = (acte: Pick<Acte, "etat">, autorisation: Ended, termInstant: Date, now: Date): boolean =>
  acte.etat === "usable" && statusOfAutorisation(autorisation, termInstant, now) === "active";

/** What one end brings with it: the actes, then the autorisations left with nothing to use. */
export type Closing = {
  readonly actes: readonly ActeId[];
  readonly autorisations: readonly AutorisationId[];
};
export type EndRefusal = "already-ended" | "object-unknown";

/** What is asked to end: the mandat, one of its autorisations, or one acte. */
export type EndedObject =
  | { readonly kind: "mandat" }
  | { readonly kind: "autorisation"; readonly autorisationId: AutorisationId }
  | { readonly kind: "acte"; readonly acteId: ActeId };

/** Ends an object at `now`: refused when it already ended, by whatever means (chapter 03 §15). */
export const decideEnd = (
  { termInstant, autorisations }: Pick<MandatEnds, "termInstant" | "autorisations">,
  object: EndedObject,
  now: Date,
): Result<Closing, EndRefusal> => {
  const live = autorisations.filter((each) => statusOfAutorisation(each, termInstant, now) === "active");
  if (object.kind === "acte") return endOfActe(autorisations, live, object.acteId);
  if (object.kind === "mandat") return live.length === 0 ? refuse("already-ended") : accept(closingOf(live));
  const asked = autorisations.find(({ id }) => id === object.autorisationId);
  if (!asked) return refuse("object-unknown");
  return live.includes(asked) ? accept(closingOf([asked])) : refuse("already-ended");
};

const usableIn = ({ actes }: AutorisationEnds): readonly ActeId[] =>
  actes.filter(({ etat }) => etat === "usable").map(({ id }) => id);

const closingOf = (ended: readonly AutorisationEnds[]): Closing => ({
  actes: ended.flatMap(usableIn),
  autorisations: ended.map(({ id }) => id),
});

const endOfActe = (
  all: readonly AutorisationEnds[],
  live: readonly AutorisationEnds[],
  acteId: ActeId,
): Result<Closing, EndRefusal> => {
  const holder = all.find(({ actes }) => actes.some(({ id }) => id === acteId));
  if (!holder) return refuse("object-unknown");
  const usable = usableIn(holder);
  if (!live.includes(holder) || !usable.includes(acteId)) return refuse("already-ended");
  return accept({ actes: [acteId], autorisations: usable.length === 1 ? [holder.id] : [] });
};
