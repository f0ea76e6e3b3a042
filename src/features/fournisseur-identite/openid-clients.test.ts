import { custom, generators, Issuer } from "fc-openid-client";
import * as modern from "openid-client";
import { describe, expect, test } from "vitest";
import type { ClientFi } from "#platform/settings.ts";
import { buttonThat, openIdentityProvider, press, walk } from "#testing/identity-provider.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";
import { FC_ORIGIN_IN_TESTS, testClientFi } from "#testing/test-settings.ts";

const json = testClientFi();
const record = (clientId: string, changes: Partial<ClientFi>): ClientFi =>
  testClientFi(FC_ORIGIN_IN_TESTS, {
    clientId,
    clientSecret: `${clientId}-secret-de-plus-de-trente-deux-octets`,
    ...changes,
  });
const jwt = record("jwt", { userinfoJwt: true });
const moderne = record("moderne", { profil: "moderne", requirePkce: true });
const provider = await openIdentityProvider({ clients: [json, jwt, moderne, record("es256", { profil: "moderne" })] });

/** An aidant's browser, from the address of the client to its callback. */
const throughSteps = async (authorizationUrl: string): Promise<URL> => {
  const { browser } = await aReadyAidant(provider);
  const { origin } = provider;
  const usagers = await walk(browser, origin, await browser.get(authorizationUrl, { follow: false }));
  const confirmation = await press(browser, origin, usagers, buttonThat(usagers, "Angela"));
  const back = await press(browser, origin, confirmation, "Me connecter à sa place");
  return new URL(back.location ?? "");
};

describe("B21 openid-client 5.7.0, which FranceConnect runs, no tolerance on time", () => {
  test.each([
    ["franceconnect-v2, userinfo in JSON", json, "HS256", undefined],
    ["franceconnect-v2, userinfo signed", jwt, "HS256", "HS256"],
    ["moderne", record("es256", { profil: "moderne" }), "ES256", "ES256"],
  ] as const)("%s", async (_name, { clientId, clientSecret, redirectUris }, idTokenAlg, userinfoAlg) => {
    const redirect_uri = redirectUris[0] as string;
    const issuer = await Issuer.discover(provider.origin);
    const client = new issuer.Client({
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirect_uri],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_post",
      id_token_signed_response_alg: idTokenAlg,
      ...(userinfoAlg ? { userinfo_signed_response_alg: userinfoAlg } : {}),
    });
    client[custom.clock_tolerance] = 0;
    const state = generators.state();
    const nonce = generators.nonce();

    const url = client.authorizationUrl({
      scope: "openid profile email birth",
      acr_values: "eidas1",
      state,
      nonce,
      prompt: "login",
    });
    const back = await throughSteps(url);
    const tokens = await client.callback(redirect_uri, client.callbackParams(back.href), {
      state,
      nonce,
      response_type: "code",
    });
    const identity = await client.userinfo(tokens);

    expect(tokens.claims()).toMatchObject({ acr: "eidas1", rep_scope: ["Famille-Scolarité"] });
    expect(identity).toMatchObject({ given_name: "Angela Claire Louise", birthplace: "75107" });
    expect(identity.sub).toBe(tokens.claims().sub);
  });
});

describe("B21 openid-client 6", () => {
  test("the modern profile, with PKCE and every signature checked", async () => {
    const { clientId, clientSecret, redirectUris } = moderne;
    const config = await modern.discovery(
      new URL(provider.origin),
      clientId,
      {
        client_secret: clientSecret,
        id_token_signed_response_alg: "ES256",
        userinfo_signed_response_alg: "ES256",
      },
      modern.ClientSecretPost(clientSecret),
      { execute: [modern.allowInsecureRequests, modern.enableNonRepudiationChecks] },
    );
    const pkceCodeVerifier = modern.randomPKCECodeVerifier();
    const expectedState = modern.randomState();
    const expectedNonce = modern.randomNonce();
    const url = modern.buildAuthorizationUrl(config, {
      redirect_uri: redirectUris[0] as string,
      scope: "openid profile email birth",
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await modern.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });

    const back = await throughSteps(url.href);
    const tokens = await modern.authorizationCodeGrant(config, back, {
      pkceCodeVerifier,
      expectedState,
      expectedNonce,
      idTokenExpected: true,
    });
    const subject = tokens.claims()?.sub ?? "";
    const identity = await modern.fetchUserInfo(config, tokens.access_token, subject);

    expect(tokens.claims()).toMatchObject({ acr: "eidas1", iss: provider.origin });
    expect(identity).toMatchObject({ sub: subject, family_name: "DUBOIS", email: "angela.dubois@example.test" });
    expect(tokens.refresh_token).toBeUndefined();
  });
});
