/** An identity as an identity provider gives it (OpenID Connect claims, dates and places in INSEE form). */
export type Identity = {
  readonly sub: string;
  readonly given_name: string;
  readonly family_name: string;
  readonly birthdate: string;
  readonly gender: "male" | "female" | "unspecified";
  readonly birthplace?: string | null;
  readonly birthcountry: string;
  readonly email: string;
  readonly preferred_username?: string;
};

/** The same person as the civil register knows her. */
export type RegisterIdentity = {
  readonly given_name: string;
  readonly given_name_array: readonly string[];
  readonly family_name: string;
  readonly birthdate: string;
  readonly gender: string;
  readonly birthplace: string;
  readonly birthcountry: string;
};

const france = "99100";
const cog = /^(?:2[AB]|[0-9]{2})[0-9]{3}$/;
const presumedDate = /^\d{4}-(?:00-00|(?:0[1-9]|1[0-2])-(?:00|0[1-9]|[12]\d|3[01]))$/;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is a range that begins at the control characters.
export const isAscii = (value: unknown): value is string => typeof value === "string" && /^[\x00-\x7f]+$/.test(value);

const isName = (value: unknown) => typeof value === "string" && value.length >= 1 && value.length <= 256;

const isBirthdate = (value: unknown) => {
  if (typeof value !== "string" || !presumedDate.test(value)) return false;
  if (value.endsWith("-00")) return true;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(+date) && date.toISOString().startsWith(value);
};

/** A place abroad is not refused here: it goes to the register instead of the country, and matches nobody. */
const isPlace = (value: unknown, country: unknown) =>
  (typeof value === "string" && cog.test(value)) || (country !== france && (value === undefined || value === ""));

const rules: Record<string, (claims: Record<string, unknown>) => boolean> = {
  given_name: ({ given_name }) => isName(given_name),
  family_name: ({ family_name }) => isName(family_name),
  birthdate: ({ birthdate }) => isBirthdate(birthdate),
  gender: ({ gender }) => gender === "male" || gender === "female" || gender === "unspecified",
  birthcountry: ({ birthcountry }) => typeof birthcountry === "string" && cog.test(birthcountry),
  birthplace: ({ birthplace, birthcountry }) => isPlace(birthplace, birthcountry),
  email: (claims) => typeof claims.email === "string" && email.test(claims.email),
  preferred_username: ({ preferred_username }) =>
    preferred_username === undefined || typeof preferred_username === "string",
};

/** The claims that break the rules of spec 01 §3.7; any one stops the login with Y600006. */
export const brokenIdentityClaims = (claims: Record<string, unknown>): readonly string[] =>
  Object.entries(rules)
    .filter(([, holds]) => !holds(claims))
    .map(([claim]) => claim);

/** What the register answers for an accepted person: unknown parts become 01, abroad has no place. */
export const normaliseIdentity = (identity: Identity): RegisterIdentity => {
  const birthcountry = identity.birthcountry || france;
  return {
    given_name: identity.given_name,
    given_name_array: identity.given_name.split(" "),
    family_name: identity.family_name,
    birthdate: identity.birthdate.replaceAll("-00", "-01"),
    gender: identity.gender,
    birthplace: birthcountry === france ? (identity.birthplace ?? "") : "",
    birthcountry,
  };
};
