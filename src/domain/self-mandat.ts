import type { IdentitePivot } from "./identite.ts";
import { normalizeName } from "./name-search.ts";

/** The aidant as his compte knows him. */
export type AidantIdentity = { readonly prenom: string; readonly nom: string; readonly courriel: string };

const givenNamesOf = ({ givenName, givenNameArray }: IdentitePivot): ReadonlySet<string> =>
  new Set([givenName, ...givenName.split(" "), ...(givenNameArray ?? [])].map(normalizeName));

const sharesName = (aidant: AidantIdentity, identite: IdentitePivot): boolean => {
  const names = [identite.familyName, identite.preferredUsername ?? ""].map(normalizeName).filter(Boolean);
  const givenNames = givenNamesOf(identite);
  const own = [aidant.prenom, ...aidant.prenom.split(" ")].map(normalizeName).filter(Boolean);
  return names.includes(normalizeName(aidant.nom)) && own.some((prenom) => givenNames.has(prenom));
};

const normalizeAddress = (courriel: string): string => courriel.trim().normalize("NFC").toLowerCase();

/** True when aidant and usager look like one person: a given name and a name shared, or an e-mail (chapter 03 §18.2). */
export const isSelfMandat = (aidant: AidantIdentity, identite: IdentitePivot): boolean =>
  sharesName(aidant, identite) ||
  (identite.email !== undefined && normalizeAddress(identite.email) === normalizeAddress(aidant.courriel));
