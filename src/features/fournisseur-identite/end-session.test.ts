import { describe, expect, test } from "vitest";
import { isUsagerServedHere } from "#store/passage-store.ts";
import {
  askFor,
  clientOf,
  connect,
  hs256,
  openIdentityProvider,
  redeem,
  streamOf,
  userinfo,
} from "#testing/identity-provider.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";
import { FC_ORIGIN_IN_TESTS, testClientFi } from "#testing/test-settings.ts";

const other = testClientFi(FC_ORIGIN_IN_TESTS, {
  clientId: "autre-client",
  clientSecret: "un-autre-secret-de-plus-de-trente-deux-octets",
  postLogoutRedirectUris: ["http://127.0.0.1:9/autre/deconnecte"],
});
const provider = await openIdentityProvider({ clients: [testClientFi(), other] });
const client = clientOf(provider);
const target = client.postLogoutRedirectUris[0] as string;
const state = "5".repeat(64);

const aConnexion = async () => {
  const ready = await aReadyAidant(provider);
  const asked = askFor(client);
  const back = await connect(provider, ready.browser, asked, { usager: "Angela" });
  const { id_token, access_token } = JSON.parse((await redeem(provider, client, back.get("code") ?? "")).body);
  const stream = await streamOf(provider, asked.state);
  return { ...ready, idToken: id_token as string, token: access_token as string, stream };
};

const end = (parameters: Readonly<Record<string, string>>, path = "/session/end") =>
  provider.call({ method: "GET", path: `${path}?${new URLSearchParams(parameters)}` });

describe("B15 FranceConnect closes the session", () => {
  test.each([
    "/session/end",
    "/logout/",
  ])("%s answers 302 with the same state, and the aidant stays signed in", async (path) => {
    const { idToken, token, stream, aidant } = await aConnexion();
    await userinfo(provider, token);

    const answer = await end(
      { state, post_logout_redirect_uri: target, client_id: client.clientId, id_token_hint: idToken },
      path,
    );

    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe(`${target}?state=${state}`);
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect((await factsOf(provider, stream)).at(-1)).toMatchObject({ type: "UseEnded", body: { by: "franceconnect" } });
    expect((await aidant.get("/espace-aidant")).statusCode).not.toBe(401);
    const session = await provider.db
      .selectFrom("session_compte")
      .select("ended_at")
      .where("id", "=", aidant.sessionId)
      .executeTakeFirstOrThrow();
    expect(session.ended_at).toBeNull();
  });

  test("without client_id, long after the id_token expired, and again: harmless, one fact", async () => {
    const { idToken, stream } = await aConnexion();
    provider.clock.advance(60 * 60_000);
    const asked = { state, post_logout_redirect_uri: target, id_token_hint: idToken };

    const first = await end(asked);
    const second = await end(asked);

    expect([first.status, second.status]).toEqual([302, 302]);
    expect((await factTypesOf(provider, stream)).filter((type) => type === "UseEnded")).toHaveLength(1);
  });

  test("what this browser served is remembered until then, so that it is not taken for an identification (L6)", async () => {
    const { idToken, token, browser, mandat } = await aConnexion();
    await userinfo(provider, token);
    const browserId = browser.cookies.get(provider.origin, "ac-navigateur") ?? "";
    const isRemembered = () =>
      provider.db
        .transaction()
        .execute((tx) =>
          isUsagerServedHere(tx, provider.keys, { browserId, usagerId: mandat.usagerId, now: provider.clock.now() }),
        );
    const before = await isRemembered();

    await end({ state, post_logout_redirect_uri: target, id_token_hint: idToken });

    expect([before, await isRemembered()]).toEqual([true, false]);
  });

  test("an access token not used yet dies with the session", async () => {
    const { idToken, token, stream } = await aConnexion();
    await end({ state, post_logout_redirect_uri: target, id_token_hint: idToken });

    expect((await userinfo(provider, token)).status).toBe(401);
    expect(await factTypesOf(provider, stream)).not.toContain("IdentityServed");
  });
});

describe("B16 anything wrong gets our page, no redirection, and closes nothing", () => {
  const tampered = (jwt: string) => `${jwt.slice(0, -4)}AAAA`;
  const unsigned = (jwt: string) => `${Buffer.from('{"alg":"none"}').toString("base64url")}.${jwt.split(".")[1]}.`;
  const signedByOther = (jwt: string) => {
    const [header = "", claims = ""] = jwt.split(".");
    return `${header}.${claims}.${hs256(`${header}.${claims}`, other.clientSecret)}`;
  };

  test.each<[string, (idToken: string) => Readonly<Record<string, string>>]>([
    [
      "a foreign address",
      (hint) => ({ post_logout_redirect_uri: "https://ailleurs.example.test/", id_token_hint: hint }),
    ],
    [
      "an address of another client",
      (hint) => ({ post_logout_redirect_uri: other.postLogoutRedirectUris[0] as string, id_token_hint: hint }),
    ],
    ["a slash more", (hint) => ({ post_logout_redirect_uri: `${target}/`, id_token_hint: hint })],
    ["no address", (hint) => ({ id_token_hint: hint })],
    ["no hint", () => ({ post_logout_redirect_uri: target, client_id: client.clientId })],
    ["a hint that is no token", () => ({ post_logout_redirect_uri: target, id_token_hint: "abc" })],
    ["a hint altered", (hint) => ({ post_logout_redirect_uri: target, id_token_hint: tampered(hint) })],
    ["a hint unsigned", (hint) => ({ post_logout_redirect_uri: target, id_token_hint: unsigned(hint) })],
    [
      "a hint signed by another client",
      (hint) => ({ post_logout_redirect_uri: target, id_token_hint: signedByOther(hint) }),
    ],
    [
      "another client_id",
      (hint) => ({ post_logout_redirect_uri: target, client_id: other.clientId, id_token_hint: hint }),
    ],
  ])("%s", async (_name, parameters) => {
    const { idToken, stream } = await aConnexion();

    const answer = await end({ state, ...parameters(idToken) });

    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(await factTypesOf(provider, stream)).not.toContain("UseEnded");
  });

  test("a parameter sent twice", async () => {
    const { idToken } = await aConnexion();
    const query = new URLSearchParams({ state, post_logout_redirect_uri: target, id_token_hint: idToken });

    const answer = await provider.call({ method: "GET", path: `/session/end?${query}&state=autre` });

    expect(answer.status).toBe(400);
  });
});
