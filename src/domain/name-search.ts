import type { IdentitePivot } from "./identite.ts";

const ligatures: Readonly<Record<string, string>> = { œ: "oe", æ: "ae", ß: "ss", ﬁ: "fi", ﬂ: "fl", ĳ: "ij" };
const SHORTEST_PREFIX = 3;
const LONGEST_PREFIX = 10;

/**
 * Words of a name or a query as they are compared: accents dropped, lower case, ligatures opened, hyphens and
 * apostrophes as spaces (chapter 04 B2).
 */
export const normalizeWords = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .replace(/[œæßﬁﬂĳ]/g, (letter) => ligatures[letter] ?? letter)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** A name as one comparable text: « Jean-Noël » and « JEAN NOEL » are the same. */
export const normalizeName = (text: string): string => normalizeWords(text).join(" ");

/** Words by which an usager is found: birth name, usage name, first given name. */
export const searchedWords = (identite: IdentitePivot): readonly string[] => {
  const firstGivenName = identite.givenNameArray?.[0] ?? identite.givenName.split(" ")[0] ?? "";
  return [identite.familyName, identite.preferredUsername ?? "", firstGivenName].flatMap(normalizeWords);
};

/** Prefixes of 3 to 10 letters of each word, each once: what a structure's blind tokens are made of (B2). */
export const searchPrefixes = (identite: IdentitePivot): readonly string[] => {
  const prefixes = new Set<string>();
  for (const word of searchedWords(identite)) {
    const letters = [...word];
    for (let length = SHORTEST_PREFIX; length <= Math.min(letters.length, LONGEST_PREFIX); length += 1)
      prefixes.add(letters.slice(0, length).join(""));
  }
  return [...prefixes];
};

/** The prefixes to look up for what was typed; empty when no word has 3 letters. */
export const queriedPrefixes = (typed: string): readonly string[] => [
  ...new Set(
    normalizeWords(typed)
      .map((word) => [...word].slice(0, LONGEST_PREFIX))
      .filter(({ length }) => length >= SHORTEST_PREFIX)
      .map((letters) => letters.join("")),
  ),
];

/** Confirms a candidate once decrypted: every word typed begins one of the usager's (B3). */
export const isFoundBy = (typed: string, identite: IdentitePivot): boolean => {
  const words = searchedWords(identite);
  return normalizeWords(typed).every((start) => words.some((word) => word.startsWith(start)));
};
