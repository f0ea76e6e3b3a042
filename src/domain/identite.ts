import { accept, type Result, refuse } from "./result.ts";

/**
 * An identity as FranceConnect gave it (chapter 01 §2.7): strings byte for byte, never re-cased nor re-ordered, so that
 * the register recognises it when it is handed back (§3.7).
 */
export type IdentitePivot = {
  /** All prénoms, separated by a space. */
  readonly givenName: string;
  readonly givenNameArray?: readonly string[];
  /** Nom de naissance. */
  readonly familyName: string;
  /** Nom d'usage. */
  readonly preferredUsername?: string;
  /** Date of the register, unknown parts set to `01`. */
  readonly birthdate: string;
  /** Date as the person's identity provider gave it: `YYYY-MM-00` and `YYYY-00-00` keep what is unknown (§4.1). */
  readonly idpBirthdate?: string;
  readonly gender: Gender;
  /** COG of the commune; `""` when born abroad. */
  readonly birthplace: string;
  /** COG of the country, `99100` for France. */
  readonly birthcountry: string;
  /** From the identity provider, not verified by FranceConnect. */
  readonly email?: string;
};

export const genders = ["male", "female", "unspecified"] as const;
export type Gender = (typeof genders)[number];

export const FRANCE = "99100";

const birthdateForm = /^\d{4}-(00-00|(0[1-9]|1[0-2])-(00|0[1-9]|[12]\d|3[01]))$/;
const cogForm = /^(?:2[AB]|[0-9]{2})[0-9]{3}$/;
const emailForm = /^[^\s@\p{C}]+@[^\s@.\p{C}]+(\.[^\s@.\p{C}]+)+$/u;
const NAME_MAX = 256;
const EMAIL_MAX = 254;

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** True for `YYYY-MM-DD` of the calendar, `YYYY-MM-00` and `YYYY-00-00` (chapter 01 §2.7). */
export const isBirthdate = (text: string): boolean => {
  if (!birthdateForm.test(text)) return false;
  const { year, month, day } = birthdateParts(text);
  return month === null || day === null || day <= daysIn(year, month);
};

export type BirthdateParts = { readonly year: number; readonly month: number | null; readonly day: number | null };

/** Parts of a birthdate of the form above; an unknown part is null. */
export const birthdateParts = (birthdate: string): BirthdateParts => {
  const [year, month, day] = birthdate.split("-").map(Number);
  return { year: year as number, month: month || null, day: day || null };
};

/** The date to show and to hand back: the one that says what is unknown, when there is one (chapter 01 §4.1). */
export const knownBirthdate = ({ birthdate, idpBirthdate }: IdentitePivot): string => idpBirthdate ?? birthdate;

/** True for a code of a commune or country, former ones included: never checked against today's list (§2.7). */
export const isCog = (text: string): boolean => cogForm.test(text);

export type IdentiteRefusal = "identity-malformed" | "identity-incomplete";
type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads the claims of a verified userinfo answer (chapter 01 §2.7). A required claim that is missing is
 * `identity-incomplete`; one of another form is `identity-malformed`. An optional claim of another form is dropped.
 */
export const parseIdentitePivot = (claims: Claims): Result<IdentitePivot, IdentiteRefusal> => {
  const required = ["given_name", "family_name", "birthdate", "gender", "birthcountry"] as const;
  if (required.some((name) => isAbsent(claims[name]))) return refuse("identity-incomplete" as const);
  const { given_name, family_name, birthdate, gender, birthcountry } = claims;
  const birthplace = claims.birthplace ?? "";
  if (!isName(given_name) || !isName(family_name) || !isText(birthdate, isBirthdate)) return malformed;
  if (!isGender(gender) || !isText(birthcountry, isCog)) return malformed;
  if (birthplace !== "" && !isText(birthplace, isCog)) return malformed;
  const pivot = { givenName: given_name, familyName: family_name, birthdate, gender, birthcountry, birthplace };
  return accept({ ...pivot, ...optionalPart(claims) } as IdentitePivot);
};

const malformed = refuse("identity-malformed" as const);
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";
const isText = (value: unknown, test: (text: string) => boolean): value is string =>
  typeof value === "string" && test(value);
const isName = (value: unknown): value is string => isText(value, ({ length }) => length >= 1 && length <= NAME_MAX);
const isGender = (value: unknown): value is Gender => genders.includes(value as Gender);
const isEmail = (text: string): boolean => text.length <= EMAIL_MAX && emailForm.test(text);

const optionalPart = (claims: Claims): Partial<IdentitePivot> => {
  const { given_name_array, preferred_username, idp_birthdate, email } = claims;
  return {
    ...(Array.isArray(given_name_array) && given_name_array.every(isName) ? { givenNameArray: given_name_array } : {}),
    ...(isName(preferred_username) ? { preferredUsername: preferred_username } : {}),
    ...(isText(idp_birthdate, isBirthdate) ? { idpBirthdate: idp_birthdate } : {}),
    ...(isText(email, isEmail) ? { email } : {}),
  };
};
