import { describe, expect, test } from "vitest";
import {
  askFor,
  clientOf,
  connect,
  decodeJwt,
  openIdentityProvider,
  openSteps,
  type RawAnswer,
  redeem,
  streamOf,
} from "#testing/identity-provider.ts";
import { factTypesOf } from "#testing/journal.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";

const provider = await openIdentityProvider();
const client = clientOf(provider);
const ask = (changes: Readonly<Record<string, string | null>>, extra = "") => {
  const asked = askFor(client, changes);
  return { ...asked, answer: provider.call({ method: "GET", path: `${asked.path}${extra}` }) };
};
const backTo = ({ status, headers }: RawAnswer) => {
  const url = new URL(headers.location ?? "http://nowhere.invalid");
  return { status, to: `${url.origin}${url.pathname}`, query: Object.fromEntries(url.searchParams) };
};

describe("B18 requests accepted", () => {
  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ["with an unknown parameter", {}, "&inconnu=1"],
    ["without prompt", { prompt: null }, ""],
    ["with another prompt", { prompt: "consent select_account" }, ""],
    ["with more scopes than exist", { scope: "openid profile email birth phone offline_access" }, ""],
    ["without nonce", { nonce: null }, ""],
    ["without acr_values", { acr_values: null }, ""],
    ["with eidas1 among other acr_values", { acr_values: "eidas2 eidas1" }, ""],
    ["with a max_age", { max_age: "0" }, ""],
  ])("%s: the steps are shown", async (_name, changes, extra) => {
    const answer = await ask(changes, extra).answer;

    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/demande\/[\w-]+$/);
    expect([answer.headers["set-cookie"]].flat().join("\n")).not.toContain("ac-oidc-session");
  });

  test("a state of 512 characters and a base64url nonce come back byte for byte", async () => {
    const state = `é&=+ %/?#<>"'${"x".repeat(499)}`;
    const nonce = "_-aZ09.~";
    const { browser } = await aReadyAidant(provider);

    const back = await connect(provider, browser, askFor(client, { state, nonce }), { usager: "Angela" });
    const { id_token } = JSON.parse((await redeem(provider, client, back.get("code") ?? "")).body);

    expect(state).toHaveLength(512);
    expect(back.get("state")).toBe(state);
    expect(back.get("iss")).toBe(provider.origin);
    expect(decodeJwt(id_token).claims.nonce).toBe(nonce);
  });

  test("the same request by POST leads to the same steps", async () => {
    const [path = "", body = ""] = askFor(client).path.split("?");

    const answer = await provider.call({ method: "POST", path, body });

    expect(answer.status).toBe(303);
    expect(answer.headers.location).toMatch(/^\/demande\//);
  });

  test("the request is journalled before anybody is known", async () => {
    const { state, answer } = ask({});
    await answer;

    expect(await factTypesOf(provider, await streamOf(provider, state))).toEqual(["UseAsked"]);
  });
});

describe("refusals that go back to the client, with state and iss", () => {
  test.each<[string, Readonly<Record<string, string | null>>, string]>([
    ["unsupported_response_type", { response_type: "inconnu" }, ""],
    ["invalid_request", { response_type: null }, ""],
    ["invalid_request", { scope: "profile" }, ""],
    ["invalid_request", { scope: null }, ""],
    ["invalid_request", { scope: "profile", nonce: null, acr_values: null }, ""],
    ["invalid_request", {}, "&nonce=encore"],
    ["invalid_request", { claims: "{" }, ""],
    ["invalid_request", { claims: "[]" }, ""],
    ["invalid_request", { claims: '{"id_token":{"rep_scope":{"values":"famille"}}}' }, ""],
    ["invalid_request", { claims: '{"id_token":{"rep_scope":{"values":["famille",7]}}}' }, ""],
    ["invalid_request", { claims: '{"id_token":{"rep_scope":{"value":7}}}' }, ""],
    ["invalid_request", { state: "x".repeat(513) }, ""],
    ["invalid_request", { nonce: "x".repeat(513) }, ""],
    ["invalid_request", { nonce: "a\u0000b" }, ""],
    ["unmet_authentication_requirements", { acr_values: "eidas2" }, ""],
    ["login_required", { prompt: "none" }, ""],
    ["invalid_request", { prompt: "none login" }, ""],
    ["request_not_supported", { request: "e30.e30." }, ""],
    ["request_uri_not_supported", { request_uri: "urn:x" }, ""],
    ["invalid_request", { code_challenge: "x".repeat(43), code_challenge_method: "plain" }, ""],
  ])("C11 %s for %j %s", async (error, changes, extra) => {
    const { state, answer } = ask(changes, extra);
    const back = backTo(await answer);

    expect(back.status).toBe(303);
    expect(back.to).toBe(client.redirectUris[0]);
    expect(back.query).toMatchObject({ error, state: changes.state ?? state, iss: provider.origin });
    expect(back.query).not.toHaveProperty("code");
  });

  test("a state received twice is not echoed", async () => {
    const back = backTo(await ask({}, "&state=autre").answer);

    expect(back.query).toMatchObject({ error: "invalid_request", iss: provider.origin });
    expect(back.query).not.toHaveProperty("state");
  });
});

describe("B19 requests from nobody we know get our page, never a redirection", () => {
  const uri = client.redirectUris[0] as string;

  test.each<[string, Readonly<Record<string, string | null>>]>([
    ["an unknown client", { client_id: "inconnu" }],
    ["no client", { client_id: null }],
    ["no redirect_uri", { redirect_uri: null }],
    ["a slash more", { redirect_uri: `${uri}/` }],
    ["another case", { redirect_uri: uri.replace("oidc", "OIDC") }],
    ["a query more", { redirect_uri: `${uri}?a=1` }],
    ["another port", { redirect_uri: uri.replace(/:\d+/, ":8") }],
    ["an encoded letter", { redirect_uri: uri.replace("callback", "%63allback") }],
    ["another site", { redirect_uri: "https://ailleurs.example.test/oidc-callback" }],
  ])("%s", async (_name, changes) => {
    const answer = await ask(changes).answer;

    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
    expect(answer.headers["content-type"]).toContain("text/html");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(answer.body).toContain("Aucune identité n’a été transmise");
  });

  test("a redirect_uri sent twice", async () => {
    const answer = await ask({}, `&redirect_uri=${encodeURIComponent(uri)}`).answer;

    expect(answer.status).toBe(400);
    expect(answer.headers.location).toBeUndefined();
  });

  test("a page of steps opened without its cookie is not the aidant's", async () => {
    const { browser, aidant } = await aReadyAidant(provider);
    const page = await openSteps(provider, browser, askFor(client));

    const elsewhere = await aidant.get(new URL(page.url).pathname);

    expect(page.status).toBe(200);
    expect(elsewhere.statusCode).toBe(400);
    expect(elsewhere.body).toContain("Cette demande n’est plus valable");
  });
});
