import { afterAll, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { type Browser, createBrowser } from "./testing/browser.ts";
import { goOn, openRawFs, queryOf } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";
import { startStubFi } from "./testing/stub-fi.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
const stub = await startStubFi(() => +simulator.now());
simulator.patchRecord("fi", aidantsConnectUid, stub.record);
afterAll(async () => {
  await Promise.all([stub.close(), service.close()]);
  await simulator.close();
});

const login = async (browser: Browser) => {
  const consent = await browser.submit(await browser.get(service.authorizeUrl()), "Utiliser Aidants Connect");
  const { body } = await service.redeem(queryOf(await goOn(browser, consent)).get("code") ?? "");
  return String(body.id_token);
};

const endSessionUrl = (idToken: string, overrides: Record<string, string> = {}) =>
  `${simulator.issuer}/session/end?${new URLSearchParams({
    id_token_hint: idToken,
    post_logout_redirect_uri: `${service.landing.origin}/fin`,
    state: "state-de-deconnexion-du-service",
    ...overrides,
  })}`;

test("S9 the chain: the identity provider with a state, back, then the service with its own", async () => {
  const browser = createBrowser(() => +simulator.now());
  const idToken = await login(browser);
  const leaving = await browser.get(endSessionUrl(idToken));
  expect(leaving.heading).toBe("Déconnexion");

  const back = await browser.submit(leaving, "Se déconnecter");
  const asked = stub.requestsTo("/session/end").at(-1)?.query;
  expect(asked?.get("state")).toMatch(/^[0-9a-f]{64}$/);
  expect(asked?.get("post_logout_redirect_uri")).toBe(`${simulator.issuer}/client/logout-callback`);
  expect(asked?.get("client_id")).toBe("fc-chez-le-bouchon");
  expect(asked?.get("id_token_hint")?.split(".")).toHaveLength(3);

  const end = await browser.submit(back, "Terminer la déconnexion");
  expect(end.url).toBe(`${service.landing.origin}/fin?state=state-de-deconnexion-du-service`);
  expect((await browser.get(service.authorizeUrl())).heading).toContain("Choisissez un compte");
});

test("S9 an expired hint is valid, and the logout works once the session itself is gone", async () => {
  const browser = createBrowser(() => +simulator.now());
  const idToken = await login(browser);
  simulator.advanceClock(3600);
  const leaving = await browser.get(endSessionUrl(idToken));
  const end = await browser.submit(leaving, "Se déconnecter");
  expect(queryOf(end).get("state")).toBe("state-de-deconnexion-du-service");
});

test("S9 a foreign return address or a bad hint is refused without return", async () => {
  const browser = createBrowser(() => +simulator.now());
  const idToken = await login(browser);
  const foreign = await browser.get(endSessionUrl(idToken, { post_logout_redirect_uri: "http://127.0.0.1:1/" }));
  const badHint = await browser.get(endSessionUrl(`${idToken.slice(0, -8)}AAAAAAAA`));
  expect([foreign.text, badHint.text]).toEqual([
    expect.stringContaining("Y100019"),
    expect.stringContaining("Y100019"),
  ]);
});

test("S9 a return from the identity provider with another state is Y100019, without a session Y190001", async () => {
  const browser = createBrowser(() => +simulator.now());
  await browser.get(endSessionUrl(await login(browser)));
  const callback = `${simulator.issuer}/client/logout-callback?state=autre`;
  expect((await browser.get(callback)).text).toContain("Y100019");
  expect((await createBrowser().get(callback)).text).toContain("Y190001");
});

test("S9 an identity provider without end of session is left out of the chain", async () => {
  simulator.patchRecord("fi", aidantsConnectUid, { endSessionURL: undefined });
  const browser = createBrowser(() => +simulator.now());
  const end = await browser.submit(await browser.get(endSessionUrl(await login(browser))), "Se déconnecter");
  simulator.patchRecord("fi", aidantsConnectUid, stub.record);
  expect(end.url).toBe(`${service.landing.origin}/fin?state=state-de-deconnexion-du-service`);
});
