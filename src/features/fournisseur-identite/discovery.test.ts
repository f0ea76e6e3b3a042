import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { recordNextSigningKey } from "#store/signing-key-store.ts";
import { askFor, clientOf, connect, openIdentityProvider, tokenBody } from "#testing/identity-provider.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";

const provider = await openIdentityProvider();
const client = clientOf(provider);
const { origin } = provider;
const get = (path: string, headers = {}) => provider.call({ method: "GET", path, headers });

test("discovery shows only what exists, whatever host the request names", async () => {
  const answer = await get("/.well-known/openid-configuration", {
    host: "ailleurs.example.test",
    "x-forwarded-host": "ailleurs.example.test",
    "x-forwarded-proto": "https",
  });

  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toEqual({
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/token`,
    userinfo_endpoint: `${origin}/userinfo`,
    jwks_uri: `${origin}/jwks`,
    end_session_endpoint: `${origin}/session/end`,
    response_types_supported: ["code"],
    response_modes_supported: ["form_post", "fragment", "query"],
    grant_types_supported: ["authorization_code"],
    subject_types_supported: ["pairwise"],
    acr_values_supported: ["eidas1"],
    scopes_supported: ["openid", "profile", "email", "birth"],
    claim_types_supported: ["normal"],
    claims_supported: expect.arrayContaining(["sub", "rep_scope", "act", "mandat", "birthcountry", "email"]),
    claims_parameter_supported: true,
    authorization_response_iss_parameter_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt"],
    token_endpoint_auth_signing_alg_values_supported: ["ES256", "RS256"],
    id_token_signing_alg_values_supported: ["HS256", "ES256"],
    userinfo_signing_alg_values_supported: ["HS256", "ES256"],
    code_challenge_methods_supported: ["S256"],
  });
});

describe("keys", () => {
  test("are public halves of ES256 named by their thumbprint, for ten minutes in caches; no symmetric key", async () => {
    const answer = await get("/jwks");
    const { keys } = JSON.parse(answer.body);
    const [{ crv, kty, x, y, kid, use, alg }] = keys;

    expect(answer.headers["cache-control"]).toBe("public, max-age=600");
    expect(keys).toHaveLength(1);
    expect({ crv, kty, use, alg }).toEqual({ crv: "P-256", kty: "EC", use: "sig", alg: "ES256" });
    expect(kid).toBe(createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url"));
    expect(answer.body).not.toContain('"d"');
  });

  test("a new one is published 24 hours before it signs, the former one 24 hours after", async () => {
    const kids = async () => {
      const { keys } = JSON.parse((await get("/jwks")).body);
      return keys.map(({ kid }: { readonly kid: string }) => kid);
    };
    const [first] = await kids();
    await provider.db.transaction().execute((tx) => recordNextSigningKey(tx, provider.keys, provider.clock.now()));

    provider.clock.advance(2 * 60_000);
    const published = await kids();
    provider.clock.advance(24 * 60 * 60_000);
    const inUse = await kids();
    provider.clock.advance(24 * 60 * 60_000);
    const alone = await kids();

    expect(published).toEqual([first, expect.any(String)]);
    expect(inUse).toEqual([published[1], first]);
    expect(alone).toEqual([published[1]]);
  });
});

describe("C8 the paths of the published service", () => {
  test("answer as the others, with no redirection on the back channel", async () => {
    const { browser } = await aReadyAidant(provider);
    const asked = askFor(client);
    const back = await connect(
      provider,
      browser,
      { ...asked, path: asked.path.replace("/authorize?", "/authorize/?") },
      { usager: "Angela" },
    );
    const body = tokenBody(client, back.get("code") ?? "");

    const token = await provider.call({ method: "POST", path: "/token/", body });
    const { access_token } = JSON.parse(token.body);
    const identity = await get("/userinfo/", { authorization: `Bearer ${access_token}` });

    expect(token.status).toBe(200);
    expect(identity.status).toBe(200);
    expect(JSON.parse(identity.body)).toMatchObject({ family_name: "DUBOIS" });
  });

  test("userinfo answers a POST too, the token in the form or the header", async () => {
    const { browser } = await aReadyAidant(provider);
    const back = await connect(provider, browser, askFor(client), { usager: "Angela" });
    const token = await provider.call({
      method: "POST",
      path: "/token",
      body: tokenBody(client, back.get("code") ?? ""),
    });
    const { access_token } = JSON.parse(token.body);

    const identity = await provider.call({ method: "POST", path: "/userinfo", body: `access_token=${access_token}` });

    expect(identity.status).toBe(200);
  });
});

describe("what is off does not answer", () => {
  test.each([
    ["GET", "/introspection"],
    ["GET", "/request"],
    ["GET", "/reg"],
    ["GET", "/token"],
    ["GET", "/interaction/abc"],
    ["GET", "/session/end/success"],
    ["GET", "/.well-known/oauth-authorization-server"],
    ["GET", "/AUTHORIZE"],
  ] as const)("%s %s: 404", async (method, path) => {
    expect((await provider.call({ method, path })).status).toBe(404);
  });

  test.each([
    "/token/revocation",
    "/session/end/confirm",
    "/request",
    "/device/auth",
  ])("POST %s is nobody's", async (path) => {
    expect((await provider.call({ method: "POST", path, body: "" })).status).toBe(404);
  });

  test("no header opens the answers to scripts of other origins", async () => {
    const answer = await get("/.well-known/openid-configuration", { origin: "https://ailleurs.example.test" });

    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
  });
});
