import { z } from "zod";
import { isDemarche } from "#domain/demarche.ts";
import { isDuree } from "#domain/duree.ts";
import { type ConclusionId, isUuid } from "#domain/ids.ts";
import { type Declaration, declarations } from "./answer-reading.ts";
import type { ActesSent } from "./prepare-draft.ts";

type Body = Readonly<Record<string, unknown>>;

const params = z.object({ conclusionId: z.string().refine(isUuid) });

/** The journey in the URL; null when it names none. */
export const conclusionIdIn = (given: unknown): ConclusionId | null => {
  const parsed = params.safeParse(given);
  return parsed.success ? (parsed.data.conclusionId as ConclusionId) : null;
};

const text = (body: unknown, name: string): string => {
  const value = (body as Body | null)?.[name];
  return typeof value === "string" ? value.trim() : "";
};
const list = (body: unknown, name: string): readonly string[] =>
  [(body as Body | null)?.[name] ?? []].flat().filter((value) => typeof value === "string");

/** Version of the journey that the form was shown with; 0, which no journey has, when absent. */
export const versionIn = (body: unknown): number => Number(text(body, "version")) || 0;

export const dureeIn = (body: unknown) => {
  const duree = text(body, "duree");
  return isDuree(duree) ? duree : null;
};

export const keyIn = (body: unknown): unknown => (body as Body | null)?._cle;

const answers = ["accepter", "refuser", "modifier"] as const;
export const answerIn = (body: unknown): (typeof answers)[number] | null =>
  answers.find((answer) => answer === text(body, "reponse")) ?? null;
export const declaredIn = (body: unknown): readonly Declaration[] =>
  declarations.filter((name) => text(body, name) === "oui");

export const shownIn = (body: unknown): string => text(body, "remplace");
export const lossConfirmedIn = (body: unknown): boolean => text(body, "perte") === "oui";

/** The form of the actes. A box of each demarche's list bears its name. */
export const actesIn = (
  body: unknown,
): Omit<ActesSent, "conclusionId" | "version" | "libre"> & {
  readonly query: string;
} => {
  const names = Object.keys((body as Body | null) ?? {}).filter((name) => /^acte(-[a-z]+)?$/.test(name));
  const action = text(body, "action");
  return {
    codes: names.flatMap((name) => list(body, name)),
    kept: list(body, "libre").map(Number),
    action: action === "rechercher" || action === "ajouter" ? action : "continuer",
    query: text(body, "recherche").slice(0, 80),
  };
};

export type LibreIn =
  | { readonly kind: "none" }
  | { readonly kind: "demarche-missing" }
  | { readonly kind: "libre"; readonly libre: NonNullable<ActesSent["libre"]> };

export const libreTypedIn = (body: unknown) => ({
  demarche: text(body, "libre-demarche"),
  service: text(body, "libre-service"),
  libelle: text(body, "libre-libelle"),
});

/** An acte worded by hand, once one of its texts is typed. */
export const libreIn = (body: unknown): LibreIn => {
  const { demarche, service, libelle } = libreTypedIn(body);
  if (!service && !libelle) return { kind: "none" };
  return isDemarche(demarche) ? { kind: "libre", libre: { demarche, service, libelle } } : { kind: "demarche-missing" };
};
