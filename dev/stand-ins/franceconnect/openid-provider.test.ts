import { afterAll, expect, test } from "vitest";
import { createBrowser } from "./testing/browser.ts";
import { goOn, openRawFs, queryOf, reachConsent, verifyWithPublishedKeys } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
afterAll(async () => {
  await service.close();
  await simulator.close();
});

const obtainCode = async (overrides = {}, citizen?: string) => {
  const browser = createBrowser();
  const arrived = await goOn(browser, await reachConsent(browser, service.authorizeUrl(overrides), citizen));
  return queryOf(arrived).get("code") ?? "";
};

const nineClaims = ["acr", "amr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"];

test("S1 discovery says what FranceConnect says", async () => {
  const response = await fetch(`${simulator.issuer}/.well-known/openid-configuration`);
  const document = (await response.json()) as Record<string, unknown>;
  const told = Object.fromEntries(Object.entries(document).filter(([member]) => !/^(request|dpop)/.test(member)));

  expect(told).toEqual({
    issuer: simulator.issuer,
    authorization_endpoint: `${simulator.issuer}/authorize`,
    token_endpoint: `${simulator.issuer}/token`,
    userinfo_endpoint: `${simulator.issuer}/userinfo`,
    jwks_uri: `${simulator.issuer}/jwks`,
    end_session_endpoint: `${simulator.issuer}/session/end`,
    revocation_endpoint: `${simulator.issuer}/token/revocation`,
    acr_values_supported: ["eidas1"],
    authorization_response_iss_parameter_supported: true,
    claims_parameter_supported: true,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code"],
    response_modes_supported: ["form_post", "fragment", "query"],
    subject_types_supported: ["pairwise"],
    claim_types_supported: ["normal"],
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["ES256", "RS256"],
    id_token_signing_alg_values_supported: ["HS256", "ES256", "RS256"],
    userinfo_signing_alg_values_supported: ["HS256", "ES256", "RS256"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: expect.arrayContaining([
      "openid",
      "profile",
      "birth",
      "identite_pivot",
      "idp_birthdate",
      "idp_id",
    ]),
    claims_supported: expect.arrayContaining([
      "sub",
      "idp_birthdate",
      "amr",
      "idp_id",
      "acr",
      "sid",
      "auth_time",
      "iss",
    ]),
  });
});

test("S1 the keys bear the labels of the hardware, and may be cached ten minutes", async () => {
  const response = await fetch(`${simulator.issuer}/jwks`);
  const { keys } = (await response.json()) as { keys: Record<string, unknown>[] };

  expect(response.headers.get("cache-control")).toBe("public, max-age=600");
  expect(keys.map(({ kid, kty, d }) => [kid, kty, d])).toEqual([
    ["pkcs11:ES256:hsm", "EC", undefined],
    ["pkcs11:RS256:hsm", "RSA", undefined],
  ]);
});

test.each([
  ["ES256", "pkcs11:ES256:hsm"],
  ["RS256", "pkcs11:RS256:hsm"],
])("S5 the token answer has five members and an id_token of eight claims, signed in %s", async (alg, kid) => {
  simulator.patchRecord("fs", "service-sans-perimetre", { idTokenAlg: alg });
  const { status, headers, body } = await service.redeem(await obtainCode());
  const { header, claims } = await verifyWithPublishedKeys(simulator.issuer, String(body.id_token));

  expect(status).toBe(200);
  expect(headers.get("set-cookie")).toBeNull();
  expect(headers.get("cache-control")).toContain("no-store");
  expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "id_token", "scope", "token_type"]);
  expect(body.expires_in).toBe(60);
  expect(header).toEqual({ alg, kid });
  expect(Object.keys(claims).sort()).toEqual(nineClaims.filter((claim) => claim !== "amr"));
  expect(claims).toMatchObject({ iss: simulator.issuer, aud: "service-sans-perimetre", acr: "eidas1" });
  expect(claims.nonce).toBe("un-nonce-de-trente-deux-lettres");
  expect(claims.sub).toMatch(/^[0-9a-f]{64}v1$/);
  expect(Number(claims.exp) - Number(claims.iat)).toBe(60);
});

test("S5 a granted amr makes it nine", async () => {
  const { body } = await service.redeem(await obtainCode({ claims: '{"id_token":{"amr":{"essential":true}}}' }));
  const { claims } = await verifyWithPublishedKeys(simulator.issuer, String(body.id_token));

  expect(Object.keys(claims).sort()).toEqual(nineClaims);
  expect(claims.amr).toEqual(["pwd"]);
});

test.each([
  ["a bad secret", { client_secret: "autre" }, 401, "invalid_client", "Y0434A7B"],
  ["a foreign code", { code: "inconnu" }, 400, "invalid_grant", "Y049E20B"],
  ["another return address", { redirect_uri: "http://127.0.0.1:1/" }, 400, "invalid_grant", "Y049E20B"],
  ["no code", { code: "" }, 400, "invalid_request", "Y048017B"],
])("S5 the token call with %s is refused", async (_, overrides, status, error, code) => {
  const answer = await service.redeem(await obtainCode(), overrides);

  expect(answer.status).toBe(status);
  expect(answer.body.error).toBe(error);
  expect(answer.body.error_uri).toContain(code);
});

test("S5 Basic authentication is refused", async () => {
  const response = await fetch(`${simulator.issuer}/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${btoa("service-sans-perimetre:secret-du-service-de-test-en-toutes-lettres-0123456789")}`,
    },
    body: new URLSearchParams({ grant_type: "authorization_code", code: "x", redirect_uri: service.redirectUri }),
  });
  expect(response.status).toBe(401);
});

test("S5 a code serves once, and thirty seconds", async () => {
  const code = await obtainCode();
  const first = await service.redeem(code);
  expect((await service.redeem(code)).body.error).toBe("invalid_grant");
  expect((await service.askUserinfo(String(first.body.access_token))).status).toBe(401);

  const late = await obtainCode();
  simulator.advanceClock(30);
  expect((await service.redeem(late)).body.error).toBe("invalid_grant");
});

const userinfoOf = async (scope: string, citizen?: string) => {
  const { body } = await service.redeem(await obtainCode({ scope }, citizen));
  const response = await service.askUserinfo(String(body.access_token));
  expect(response.headers.get("content-type")).toBe("application/jwt");
  return (await verifyWithPublishedKeys(simulator.issuer, await response.text())).claims;
};

const always = ["aud", "exp", "iat", "iss", "sub"];
const civil = ["birthdate", "family_name", "gender", "given_name", "given_name_array"];

test.each([
  ["openid", []],
  ["openid profile", [...civil, "preferred_username"]],
  ["openid birth", ["birthcountry", "birthplace"]],
  ["openid identite_pivot", [...civil, "birthcountry", "birthplace"]],
  ["openid given_name", ["given_name", "given_name_array"]],
  ["openid family_name gender email", ["email", "family_name", "gender"]],
  ["openid idp_birthdate amr", ["amr", "idp_birthdate"]],
])("S6 userinfo for « %s » holds its claims and no other", async (scope, expected) => {
  const claims = await userinfoOf(scope, "Pierre MERCIER");
  expect(Object.keys(claims).sort()).toEqual([...always, ...expected].sort());
});

test("S6 a person born at an unknown date gets 01 from the register, zeros from the identity provider", async () => {
  const claims = await userinfoOf("openid identite_pivot idp_birthdate", "Fatima HADJ");
  expect(claims).toMatchObject({ birthdate: "1955-01-01", idp_birthdate: "1955-00-00", birthplace: "" });
  expect(claims).toMatchObject({ given_name_array: ["Fatima"], birthcountry: "99352" });
});

test("S6 Lucien's e-mail never reaches a service", async () => {
  expect(await userinfoOf("openid email family_name", "Lucien FAURE")).not.toHaveProperty("email");
});

test("S6 userinfo is refused thirty seconds after the consent, and to a token in the query it is granted before", async () => {
  const { body } = await service.redeem(await obtainCode());
  const token = String(body.access_token);
  expect((await fetch(`${simulator.issuer}/userinfo?access_token=${token}`)).status).toBe(200);

  simulator.advanceClock(30);
  const late = await service.askUserinfo(token);
  expect(late.status).toBe(401);
  expect(late.headers.get("www-authenticate")).toContain('error="invalid_token"');
});

test("S6 a revoked token gives nothing", async () => {
  const { body } = await service.redeem(await obtainCode());
  const token = String(body.access_token);
  const secret = "secret-du-service-de-test-en-toutes-lettres-0123456789";
  const form = new URLSearchParams({ token, client_id: "service-sans-perimetre", client_secret: secret });
  expect((await fetch(`${simulator.issuer}/token/revocation`, { method: "POST", body: form })).status).toBe(200);
  expect((await service.askUserinfo(token)).status).toBe(401);
});
