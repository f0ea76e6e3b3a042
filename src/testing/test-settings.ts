import { createHash } from "node:crypto";
import type { ClientFi, Settings } from "#platform/settings.ts";

const secretOf = (name: string): Buffer => createHash("sha256").update(`test ${name}`).digest();
const textSecretOf = (name: string): string => secretOf(name).toString("hex");

export const FC_ORIGIN_IN_TESTS = "http://127.0.0.1:9";

/** A deployment for tests: keys are constants, FranceConnect is wherever `franceConnectOrigin` says. */
export const testSettings = (
  origin = "http://127.0.0.1:3000",
  franceConnectOrigin = FC_ORIGIN_IN_TESTS,
  overrides: Partial<Settings> = {},
): Settings => ({
  origin,
  franceConnect: {
    issuer: `${franceConnectOrigin}/api/v2`,
    clientId: "ac-fs",
    clientSecret: textSecretOf("fs"),
    redirectUri: `${origin}/franceconnect/callback`,
    postLogoutRedirectUri: `${origin}/franceconnect/logout-callback`,
    scopes:
      "openid given_name family_name birthdate idp_birthdate gender birthplace birthcountry email preferred_username idp_id".split(
        " ",
      ),
    signingAlg: "ES256",
    aidantsConnectExcluded: false,
    aidantsConnectUid: "3189d655-0c78-4ff7-9758-f3a3ac36dd7e",
  },
  clients: [testClientFi(franceConnectOrigin)],
  rootKeys: {
    kek: secretOf("kek"),
    index: secretOf("index"),
    cookie: secretOf("cookie"),
    pseudonyme: secretOf("pseudonyme"),
    service: secretOf("service"),
  },
  expediteur: "ne-pas-repondre@aidants-connect.example.test",
  ...overrides,
});

/** FranceConnect's record at our identity provider, in the profile of the published service. */
export const testClientFi = (
  franceConnectOrigin = FC_ORIGIN_IN_TESTS,
  overrides: Partial<ClientFi> = {},
): ClientFi => ({
  clientId: "franceconnect",
  clientSecret: textSecretOf("fi"),
  nom: "FranceConnect",
  actif: true,
  profil: "franceconnect-v2",
  userinfoJwt: false,
  redirectUris: [`${franceConnectOrigin}/api/v2/oidc-callback`],
  postLogoutRedirectUris: [`${franceConnectOrigin}/api/v2/client/logout-callback`],
  repScope: "auto",
  claimAct: false,
  claimMandat: false,
  requirePkce: false,
  ...overrides,
});
