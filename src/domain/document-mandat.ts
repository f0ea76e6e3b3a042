import type { Demarche } from "./demarche.ts";
import type { Duree, Term } from "./duree.ts";
import { type Hash, type Instant, instantOf } from "./fact-schema.ts";
import type { IdentitePivot } from "./identite.ts";
import type { ActeVoulu } from "./portee.ts";

/** Version of the document's wording: a word changed is a new version, and old documents keep theirs. */
export const TEMPLATE_VERSION = "2026-1";

export type MandatairePrinted = {
  readonly nom: string;
  readonly siret: string;
  readonly adresse: string;
  readonly codePostal: string;
  readonly commune: string;
  readonly telephone: string;
  readonly courriel: string;
};
export type AidantPrinted = { readonly prenom: string; readonly nom: string; readonly profession: string };

/** All that the document says, frozen at the conclusion (chapter 03 §9). Strings are Unicode NFC. */
export type DocumentMandat = {
  readonly template: string;
  readonly numero: string;
  readonly concludedAt: Instant;
  readonly signingDay: string;
  readonly termDay: string;
  readonly duree: Duree;
  readonly porte: "franceconnect-presence";
  readonly level: number;
  readonly mandant: IdentitePivot;
  readonly mandataire: MandatairePrinted;
  readonly aidant: AidantPrinted;
  readonly actes: readonly {
    readonly demarche: Demarche;
    readonly code?: string;
    readonly service: string;
    readonly libelle: string;
    readonly sensible: boolean;
    readonly presence: boolean;
  }[];
  readonly acceptation: {
    readonly identifiedAt: Instant;
    readonly consentedAt: Instant;
    readonly language: "fr";
    readonly hash: Hash;
    readonly salt: string;
  };
};

export type DocumentSource = {
  readonly numero: string;
  readonly concludedAt: Date;
  readonly term: Term;
  readonly duree: Duree;
  readonly level: number;
  readonly mandant: IdentitePivot;
  readonly mandataire: MandatairePrinted;
  readonly aidant: AidantPrinted;
  readonly actes: readonly ActeVoulu[];
  readonly identifiedAt: Date;
  readonly consentedAt: Date;
  readonly hash: Hash;
  readonly salt: string;
};

/** Composes the data of the document. A name is printed in NFC; the identity itself stays byte for byte elsewhere. */
export const documentMandat = (source: DocumentSource): DocumentMandat => ({
  template: TEMPLATE_VERSION,
  numero: source.numero,
  concludedAt: instantOf(source.concludedAt),
  signingDay: source.term.signingDay,
  termDay: source.term.termDay,
  duree: source.duree,
  porte: "franceconnect-presence",
  level: source.level,
  mandant: printable(source.mandant),
  mandataire: printable(source.mandataire),
  aidant: printable(source.aidant),
  actes: source.actes.map(({ demarche, code, service, libelle, grade, presence }) => ({
    demarche,
    ...(code ? { code } : {}),
    service,
    libelle,
    sensible: grade === "sensible",
    presence,
  })),
  acceptation: {
    identifiedAt: instantOf(source.identifiedAt),
    consentedAt: instantOf(source.consentedAt),
    language: "fr",
    hash: source.hash,
    salt: source.salt,
  },
});

const nfc = (value: unknown): unknown => {
  if (typeof value === "string") return value.toWellFormed().normalize("NFC");
  return Array.isArray(value) ? value.map(nfc) : value;
};
const printable = <T extends object>(words: T): T =>
  Object.fromEntries(Object.entries(words).map(([key, value]) => [key, nfc(value)])) as T;
