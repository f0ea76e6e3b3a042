import { createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ClientFi } from "#platform/settings.ts";
import {
  askFor,
  connect,
  type DecodedJwt,
  decodeJwt,
  hs256,
  openIdentityProvider,
  redeem,
  userinfo,
} from "#testing/identity-provider.ts";
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
const moderne = record("moderne", { profil: "moderne", claimAct: true, claimMandat: true });
const bavard = record("bavard", { claimAct: true, claimMandat: true, repScope: "cles" });
const muet = record("muet", { repScope: "off" });
const pkce = record("pkce", { requirePkce: true });
const inactif = record("inactif", { actif: false });

const provider = await openIdentityProvider({ clients: [json, jwt, moderne, bavard, muet, pkce, inactif] });

const login = async (client: ClientFi, repScope?: readonly string[]) => {
  const ready = await aReadyAidant(provider);
  const asked = askFor(client, {}, repScope);
  const back = await connect(provider, ready.browser, asked, { usager: "Angela" });
  const answer = JSON.parse((await redeem(provider, client, back.get("code") ?? "")).body);
  return { ...ready, asked, token: answer.access_token as string, idToken: decodeJwt(answer.id_token) };
};

const isSignedByUs = async ({ header, signed, signature }: DecodedJwt): Promise<boolean> => {
  const { keys } = JSON.parse((await provider.call({ method: "GET", path: "/jwks" })).body);
  const jwk = keys.find(({ kid }: { readonly kid: string }) => kid === header.kid);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  return verify("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
};

describe("B21 the two profiles, verified here with node:crypto", () => {
  test("franceconnect-v2: HS256 with the UTF-8 bytes of the secret, userinfo in JSON", async () => {
    const { idToken, token } = await login(json);
    const answer = await userinfo(provider, token);

    expect(idToken.header).toEqual({ alg: "HS256" });
    expect(idToken.signature).toBe(hs256(idToken.signed, json.clientSecret));
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
  });

  test("franceconnect-v2 with a signed userinfo: HS256 JWT", async () => {
    const { idToken, token } = await login(jwt);
    const answer = await userinfo(provider, token, { accept: "application/jwt" });
    const { header, claims, signed, signature } = decodeJwt(answer.body);

    expect(idToken.signature).toBe(hs256(idToken.signed, jwt.clientSecret));
    expect(answer.headers["content-type"]).toMatch(/^application\/jwt/);
    expect(header).toEqual({ alg: "HS256" });
    expect(signature).toBe(hs256(signed, jwt.clientSecret));
    expect(claims).toMatchObject({ iss: provider.origin, aud: "jwt", sub: idToken.claims.sub, family_name: "DUBOIS" });
  });

  test("moderne: ES256 with the thumbprint of the key as kid, userinfo a signed JWT", async () => {
    const { idToken, token } = await login(moderne);
    const answer = await userinfo(provider, token);
    const identity = decodeJwt(answer.body);

    expect(idToken.header).toEqual({ alg: "ES256", kid: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await isSignedByUs(idToken)).toBe(true);
    expect(answer.headers["content-type"]).toMatch(/^application\/jwt/);
    expect(await isSignedByUs(identity)).toBe(true);
    expect(identity.claims).toMatchObject({ iss: provider.origin, aud: "moderne", sub: idToken.claims.sub });
    expect(identity.claims.exp).toEqual(expect.any(Number));
    expect(identity.claims.iat).toEqual(expect.any(Number));
  });

  test("PKCE is honoured when sent, required when the record says so", async () => {
    const verifier = "v".repeat(43);
    const code_challenge = createHash("sha256").update(verifier).digest("base64url");
    const challenge = { code_challenge, code_challenge_method: "S256" };
    const { browser } = await aReadyAidant(provider);
    const without = await provider.call({ method: "GET", path: askFor(pkce).path });
    const code = async () =>
      (await connect(provider, browser, askFor(pkce, challenge), { usager: "Angela" })).get("code") ?? "";

    expect(new URL(without.headers.location ?? "").searchParams.get("error")).toBe("invalid_request");
    expect((await redeem(provider, pkce, await code())).status).toBe(400);
    expect((await redeem(provider, pkce, await code(), { code_verifier: "w".repeat(43) })).status).toBe(400);
    expect((await redeem(provider, pkce, await code(), { code_verifier: verifier })).status).toBe(200);
  });

  test("an inactive client is as unknown as one that never was", async () => {
    const answer = await provider.call({ method: "GET", path: askFor(inactif).path });

    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
  });
});

describe("B22 instants of the id_token", () => {
  test("iat is an integer, never ahead of our clock; exp 300 seconds later; no nbf, at_hash, amr, sid", async () => {
    const { idToken, aidant } = await login(json);
    const { iat, exp, auth_time } = idToken.claims as Record<string, number>;
    const { proof_at } = await provider.db
      .selectFrom("session_compte")
      .select("proof_at")
      .where("id", "=", aidant.sessionId)
      .executeTakeFirstOrThrow();

    expect(Number.isInteger(iat)).toBe(true);
    expect(iat).toBeLessThanOrEqual(provider.clock.now().getTime() / 1000);
    expect(exp).toBe((iat as number) + 300);
    expect(auth_time).toBe(Math.floor(proof_at.getTime() / 1000));
    expect(Object.keys(idToken.claims).toSorted()).toEqual(
      ["acr", "aud", "auth_time", "exp", "iat", "iss", "nonce", "rep_scope", "sub"].toSorted(),
    );
  });
});

describe("C1 who acts", () => {
  test("absent unless the client's record asks", async () => {
    const { idToken } = await login(json);

    expect(idToken.claims).not.toHaveProperty("act");
    expect(idToken.claims).not.toHaveProperty("mandat");
  });

  test("the exact shape, identifiers that differ between clients and are none of ours", async () => {
    const { browser, aidant, structure, mandat } = await aReadyAidant(provider);
    const claimsFor = async (client: ClientFi) => {
      const back = await connect(provider, browser, askFor(client), { usager: "Angela" });
      return decodeJwt(JSON.parse((await redeem(provider, client, back.get("code") ?? "")).body).id_token).claims;
    };
    const { siret } = await provider.db
      .selectFrom("structure")
      .select("siret")
      .where("id", "=", structure.id)
      .executeTakeFirstOrThrow();

    const one = await claimsFor(bavard);
    const two = await claimsFor(moderne);

    expect(one.act).toEqual({ sub: expect.stringMatching(/^[0-9a-f]{64}$/), siret });
    expect(one.mandat).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      type: "mandat",
      scope: ["famille"],
      exp: mandat.termInstant.getTime() / 1000,
    });
    expect(one.rep_scope).toEqual(["famille"]);
    expect((one.act as { sub: string }).sub).not.toBe((two.act as { sub: string }).sub);
    expect((one.mandat as { id: string }).id).not.toBe((two.mandat as { id: string }).id);
    expect(one.sub).not.toBe(two.sub);
    expect(JSON.stringify(one)).not.toContain(aidant.compteId);
    expect(JSON.stringify(one)).not.toContain(mandat.mandatId);
  });

  test("rep_scope is absent when the record says off, and spelled as asked by default", async () => {
    expect((await login(muet, ["Famille-Scolarité"])).idToken.claims).not.toHaveProperty("rep_scope");
    expect((await login(json, ["famille", "Logement"])).idToken.claims.rep_scope).toEqual(["famille"]);
    expect((await login(json, [])).idToken.claims.rep_scope).toEqual(["Famille-Scolarité"]);
  });

  test("the subject is the same at each connexion of one usager, hexadecimal", async () => {
    const { browser } = await aReadyAidant(provider);
    const subject = async () => {
      const back = await connect(provider, browser, askFor(json), { usager: "Angela" });
      return decodeJwt(JSON.parse((await redeem(provider, json, back.get("code") ?? "")).body).id_token).claims.sub;
    };
    const first = await subject();

    expect(await subject()).toBe(first);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
  });
});
