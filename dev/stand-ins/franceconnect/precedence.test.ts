import { afterAll, beforeEach, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { createBrowser } from "./testing/browser.ts";
import { demoFiButton, goOn, openRawFs, queryOf, reachConsent } from "./testing/raw-fs.ts";
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
beforeEach(() => stub.behave({}));

const csrfIn = (body: string) => /name="csrfToken" value="([0-9a-f]+)"/.exec(body)?.[1] ?? "";
const openStub = async () => {
  const browser = createBrowser();
  return browser.submit(await browser.get(service.authorizeUrl()), "Utiliser Aidants Connect");
};

test("S10 a register error wins over Y600020", async () => {
  stub.behave({ identity: (claims) => ({ ...claims, family_name: "INCONNUE" }) });
  expect((await openStub()).text).toContain("Y010008");
  stub.behave({});
  const page = await openStub();
  expect(page.text).toContain("Y600020");
  expect(page.status).toBe(400);
});

test.each([
  ["citizen.block-account", "Y180001"],
  ["citizen.block-fi", "Y100011"],
])("S10 %s wins over Y600020", async (fault, code) => {
  simulator.setFault(fault, "once");
  const page = await openStub();
  expect(page.text).toContain(code);
  expect(page.status).toBe(403);
});

test("S10 a missing code is said before a wrong state", async () => {
  stub.behave({ callback: () => ({ state: "autre" }) });
  expect((await openStub()).text).toContain("Y020025");
});

test.each([
  "redirect-to-idp",
  "login",
])("S10 POST /%s without token is Y470002, with a wrong one Y470001", async (path) => {
  const browser = createBrowser();
  await browser.get(service.authorizeUrl());
  const url = `${simulator.issuer}/${path}`;
  expect((await browser.post(url, { providerUid: "demo" })).text).toContain("Y470002");
  expect((await browser.post(url, { providerUid: "demo", csrfToken: "f".repeat(64) })).text).toContain("Y470001");
});

test("S10 a form sent twice is Y470004", async () => {
  const browser = createBrowser();
  const chooser = await browser.get(service.authorizeUrl());
  await browser.submit(chooser, demoFiButton);
  expect((await browser.submit(chooser, demoFiButton)).text).toContain("Y470004");
});

test("S10 one browser's token is worth nothing in another", async () => {
  const chooser = await createBrowser().get(service.authorizeUrl());
  const other = createBrowser();
  await other.get(service.authorizeUrl());
  const page = await other.post(`${simulator.issuer}/redirect-to-idp`, {
    providerUid: "demo",
    csrfToken: csrfIn(chooser.body),
  });
  expect(page.text).toContain("Y470001");
});

test("S10 a step out of order is Y420001, without a session Y190001", async () => {
  const browser = createBrowser();
  const chooser = await browser.get(service.authorizeUrl());
  for (const step of ["verify", "consent"]) {
    expect((await browser.get(`${chooser.url}/${step}`)).text).toContain("Y420001");
    expect((await createBrowser().get(`${chooser.url}/${step}`)).text).toContain("Y190001");
  }
  const early = await browser.post(`${simulator.issuer}/login`, { csrfToken: csrfIn(chooser.body) });
  expect(early.text).toContain("Y420001");
  expect((await browser.get(`${simulator.issuer}/auto-login`)).text).toContain("Y420001");
});

test("S10 an excluded identity provider posted by force is Y020023, back with access_denied", async () => {
  simulator.patchRecord("fs", "service-famille-travail", { idpFilterList: [aidantsConnectUid] });
  const browser = createBrowser();
  const chooser = await browser.get(service.authorizeUrl());
  const forced = { providerUid: aidantsConnectUid, csrfToken: csrfIn(chooser.body) };
  const page = await browser.post(`${simulator.issuer}/redirect-to-idp`, forced);
  const returned = await browser.click(page, "Revenir sur Guichet fictif de la famille et de l’emploi");
  simulator.patchRecord("fs", "service-famille-travail", { idpFilterList: [] });
  expect(page.text).toContain("Y020023");
  expect(page.status).toBe(403);
  expect(queryOf(returned).get("error")).toBe("access_denied");
  expect(queryOf(returned).get("state")).toBe("un-state-de-trente-deux-lettres");
});

test("the person who gives up at the chooser sends access_denied to the service", async () => {
  const browser = createBrowser();
  const chooser = await browser.get(service.authorizeUrl());
  const page = await browser.click(chooser, "Revenir sur Guichet fictif de la famille et de l’emploi");
  expect(queryOf(page).get("error")).toBe("access_denied");
  expect(queryOf(page).get("iss")).toBe(simulator.issuer);
});

test("a private service asks before it receives, unless nothing leaves", async () => {
  const bank = await openRawFs(simulator, "service-prive");
  const browser = createBrowser();
  const consent = await reachConsent(browser, bank.authorizeUrl());
  const again = await goOn(browser, consent);
  expect(again.status).toBe(422);
  expect(again.text).toContain("Cochez la case");
  const arrived = await browser.submit(again, "Continuer sur Banque inventée du Pont", { consent: true });
  expect(queryOf(arrived).get("code")).toBeTruthy();

  const anonymous = createBrowser();
  const chooser = await anonymous.get(bank.authorizeUrl({ scope: "openid" }));
  expect(chooser.text).toContain("Aucune donnée personnelle");
  expect((await reachConsent(anonymous, bank.authorizeUrl({ scope: "openid" }))).body).not.toContain("checkbox");
  await bank.close();
});

test("a service dispensed from consent gets its code without a page", async () => {
  simulator.patchRecord("fs", "service-famille-travail", { allowedPrompts: ["login"] });
  const arrived = await reachConsent(createBrowser(), service.authorizeUrl());
  simulator.patchRecord("fs", "service-famille-travail", { allowedPrompts: undefined });
  expect(queryOf(arrived).get("code")).toBeTruthy();
});
