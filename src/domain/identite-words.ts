import { birthdateParts, FRANCE, type Gender, type IdentitePivot, knownBirthdate } from "./identite.ts";
import { frenchDay } from "./paris-day.ts";

/** « Angela Claire DUBOIS », usage name in brackets: as received, never re-cased (chapter 01 §2.7). */
export const fullName = ({ givenName, familyName, preferredUsername }: IdentitePivot): string =>
  [givenName, familyName, preferredUsername ? `(nom d’usage\u00a0: ${preferredUsername})` : ""]
    .filter(Boolean)
    .join(" ");

const born: Readonly<Record<Gender, string>> = { female: "née", male: "né", unspecified: "né(e)" };

/** « née le 24 août 1962 », and no more than is known: « né en 1955 » (chapter 01 §4.1). */
export const birthWords = (identite: IdentitePivot): string => {
  const birthdate = knownBirthdate(identite);
  const { year, month, day } = birthdateParts(birthdate);
  const word = born[identite.gender];
  if (month === null) return `${word} en\u00a0${year}`;
  if (day !== null) return `${word} le ${frenchDay(birthdate)}`;
  return `${word} en ${frenchDay(`${birthdate.slice(0, 7)}-02`).slice(2)}`;
};

/** Place of birth as its official codes say it: names of communes and countries change, codes do not. */
export const birthplaceWords = ({ birthplace, birthcountry }: IdentitePivot): string =>
  birthcountry === FRANCE
    ? `France (code officiel de la commune\u00a0: ${birthplace || "inconnu"})`
    : `Hors de France (code officiel du pays\u00a0: ${birthcountry})`;
