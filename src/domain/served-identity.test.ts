import { describe, expect, test } from "vitest";
import type { IdentitePivot } from "./identite.ts";
import { toServedIdentity } from "./served-identity.ts";

const identite: IdentitePivot = {
  givenName: "Jean-Marc Élie",
  familyName: "LE GOFF",
  birthdate: "1971-07-02",
  gender: "male",
  birthplace: "29019",
  birthcountry: "99100",
  email: "jean-marc.le-goff@example.test",
};

describe("the identity as FranceConnect accepts it", () => {
  test("names go back byte for byte, and nothing else than the claims leaves", () => {
    const decomposed = "É".normalize("NFD");
    const served = toServedIdentity({
      ...identite,
      givenName: `Jean-Marc ${decomposed}lie`,
      givenNameArray: ["Jean-Marc"],
    });

    expect(served).toEqual({
      given_name: `Jean-Marc ${decomposed}lie`,
      family_name: "LE GOFF",
      birthdate: "1971-07-02",
      gender: "male",
      birthplace: "29019",
      birthcountry: "99100",
      email: "jean-marc.le-goff@example.test",
    });
  });

  test("the usage name is sent when known, never empty", () => {
    expect(toServedIdentity({ ...identite, preferredUsername: "MARTIN" })).toMatchObject({
      preferred_username: "MARTIN",
    });
    expect(toServedIdentity({ ...identite, preferredUsername: "" })).not.toHaveProperty("preferred_username");
  });

  test("a date given with unknown parts goes back with them", () => {
    expect(toServedIdentity({ ...identite, birthdate: "1955-01-01", idpBirthdate: "1955-00-00" })).toMatchObject({
      birthdate: "1955-00-00",
    });
  });

  test.each([
    ["", ""],
    ["75107", ""],
  ])("born abroad, place %j is sent as %j", (birthplace, sent) => {
    expect(toServedIdentity({ ...identite, birthcountry: "99352", birthplace })).toMatchObject({ birthplace: sent });
  });

  const { email: _, ...withoutEmail } = identite;

  test.each<[string, IdentitePivot]>([
    ["without e-mail", withoutEmail],
    ["born in France without a commune", { ...identite, birthplace: "" }],
    ["with a commune of another form", { ...identite, birthplace: "2C004" }],
    ["with a country of another form", { ...identite, birthcountry: "FR" }],
    ["with a year and a day but no month", { ...identite, birthdate: "1971-00-02" }],
    ["with a date that is none", { ...identite, birthdate: "1971-02-30" }],
    ["without prénom", { ...identite, givenName: "" }],
    ["without nom", { ...identite, familyName: "" }],
  ])("%s it is to be completed", (_name, incomplete) => {
    expect(toServedIdentity(incomplete)).toBeNull();
  });
});
