import { afterAll, beforeEach, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { createBrowser } from "./testing/browser.ts";
import { goOn, openRawFs, queryOf } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";
import { startStubFi } from "./testing/stub-fi.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-famille-travail");
const stub = await startStubFi(() => +simulator.now());
simulator.patchRecord("fi", aidantsConnectUid, stub.record);
afterAll(async () => {
  await Promise.all([stub.close(), service.close()]);
  await simulator.close();
});
beforeEach(() => stub.behave({ idToken: (claims) => ({ ...claims, rep_scope: ["Famille-Scolarité"] }) }));

const login = async (browser = createBrowser()) => {
  const chooser = await browser.get(service.authorizeUrl());
  return browser.submit(chooser, "Utiliser Aidants Connect");
};
const asked = async () => {
  await login();
  return stub.requestsTo("/authorize").at(-1)?.query ?? new URLSearchParams();
};

test("S12 state.512 once", async () => {
  simulator.setFault("state.512", "once");
  expect([(await asked()).get("state")?.length, (await asked()).get("state")?.length]).toEqual([512, 64]);
});

test("S12 nonce.base64url once", async () => {
  simulator.setFault("nonce.base64url", "once");
  expect((await asked()).get("nonce")).toMatch(/^[\w-]{43}$/);
  expect((await asked()).get("nonce")).toMatch(/^[0-9a-f]{64}$/);
});

test("S12 prompt.absent once", async () => {
  simulator.setFault("prompt.absent", "once");
  expect([(await asked()).get("prompt"), (await asked()).get("prompt")]).toEqual([null, "login"]);
});

const honestClaims = '{"id_token":{"rep_scope":{"essential":true,"values":["Famille-Scolarité","Travail-Formation"]}}}';

test.each([
  ["claims.absent", undefined, null],
  ["claims.malformed", undefined, '{"id_token":{"rep_scope":'],
  ["claims.malformed", "[1]", "[1]"],
  ["claims.keys", undefined, '{"id_token":{"rep_scope":{"essential":true,"values":["famille","travail"]}}}'],
])("S12 %s once (value %s)", async (fault, value, expected) => {
  simulator.setFault(fault, "once", value);
  expect((await asked()).get("claims")).toBe(expected);
  expect((await asked()).get("claims")).toBe(honestClaims);
});

test("S12 params.extra once", async () => {
  simulator.setFault("params.extra", "once");
  expect([(await asked()).has("parametre_inconnu"), (await asked()).has("parametre_inconnu")]).toEqual([true, false]);
});

test("S12 authorize.post once: the same request in a form", async () => {
  simulator.setFault("authorize.post", "once");
  const browser = createBrowser();
  const page = await login(browser);
  expect((await browser.submit(page, "Continuer vers Aidants Connect")).heading).toContain("Vous allez continuer");
  const request = stub.requestsTo("/authorize").at(-1);
  expect(request?.method).toBe("POST");
  expect(request?.form.get("scope")).toBe("openid profile email birth");
  expect((await login()).heading).toContain("Vous allez continuer");
});

test.each([
  ["token.replay", "FAULT_TOKEN_REPLAY"],
  ["token.parallel", "FAULT_TOKEN_PARALLEL"],
])("S12 %s once: the same code posted twice, the second answer told", async (fault, event) => {
  const before = stub.requestsTo("/token").length;
  simulator.setFault(fault, "once");
  await login();
  expect(stub.requestsTo("/token")).toHaveLength(before + 2);
  const [one, two] = stub.requestsTo("/token").slice(-2);
  expect(one?.form.get("code")).toBe(two?.form.get("code"));
  expect(simulator.events().findLast((told) => told.event === event)).toBeTruthy();
  await login();
  expect(stub.requestsTo("/token")).toHaveLength(before + 3);
});

test("S12 token.never once", async () => {
  simulator.setFault("token.never", "once");
  const before = stub.requestsTo("/token").length;
  expect((await login()).text).toContain("Y020026");
  expect(stub.requestsTo("/token")).toHaveLength(before);
  expect((await login()).status).toBe(200);
});

test("S12 token.delay once waits the given seconds before the token call", async () => {
  simulator.setFault("token.delay", "once", "0.4");
  const duration = async () => {
    const start = performance.now();
    await login();
    return performance.now() - start;
  };
  expect(await duration()).toBeGreaterThan(390);
  expect(await duration()).toBeLessThan(390);
});

test("S12 userinfo.twice once: the second use is told", async () => {
  const before = stub.requestsTo("/userinfo").length;
  simulator.setFault("userinfo.twice", "once");
  await login();
  await login();
  expect(stub.requestsTo("/userinfo")).toHaveLength(before + 3);
  expect(simulator.events().findLast(({ event }) => event === "FAULT_USERINFO_TWICE")).toMatchObject({ status: 200 });
});

test("S12 secret.wrong once", async () => {
  simulator.setFault("secret.wrong", "once");
  const page = await login();
  expect(page.text).toContain("Y020026");
  expect(page.text).toContain("invalid_client");
  expect((await login()).status).toBe(200);
});

test("S12 logout.noclientid once", async () => {
  const leave = async () => {
    const browser = createBrowser();
    const { body } = await service.redeem(queryOf(await goOn(browser, await login(browser))).get("code") ?? "");
    const leaving = await browser.get(`${simulator.issuer}/session/end?id_token_hint=${body.id_token}`);
    await browser.submit(leaving, "Se déconnecter");
    return stub.requestsTo("/session/end").at(-1)?.query.has("client_id");
  };
  simulator.setFault("logout.noclientid", "once");
  expect([await leave(), await leave()]).toEqual([false, true]);
});

test("S12 mtls needs a certificate, and says so", () => {
  expect(() => simulator.setFault("mtls", "once")).toThrow("clientCertificate");
});
