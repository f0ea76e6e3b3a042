import { FRANCE, type IdentitePivot, isBirthdate, isCog, knownBirthdate } from "./identite.ts";

/** Claims of userinfo (chapter 01 §3.7): nothing else leaves. */
export type ServedIdentity = {
  readonly given_name: string;
  readonly family_name: string;
  readonly birthdate: string;
  readonly gender: string;
  readonly birthplace: string;
  readonly birthcountry: string;
  readonly email: string;
  readonly preferred_username?: string;
};

/**
 * The identity as FranceConnect accepts it, names byte for byte, date with its unknown parts (§4.1), no place when born
 * abroad. Null when a required claim is missing: FranceConnect would stop the person on a page without return.
 */
export const toServedIdentity = (identite: IdentitePivot): ServedIdentity | null => {
  const { givenName, familyName, gender, birthcountry, email, preferredUsername } = identite;
  const birthdate = knownBirthdate(identite);
  const birthplace = birthcountry === FRANCE ? identite.birthplace : "";
  const isComplete =
    givenName !== "" &&
    familyName !== "" &&
    isBirthdate(birthdate) &&
    isCog(birthcountry) &&
    (birthcountry !== FRANCE || isCog(birthplace));
  if (!isComplete || !email) return null;
  return {
    given_name: givenName,
    family_name: familyName,
    birthdate,
    gender,
    birthplace,
    birthcountry,
    email,
    ...(preferredUsername ? { preferred_username: preferredUsername } : {}),
  };
};
