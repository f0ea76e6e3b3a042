import { afterAll, beforeEach, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { createBrowser } from "./testing/browser.ts";
import { goOn, openRawFs } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";
import { startStubFi } from "./testing/stub-fi.ts";

const simulator = await startForTests();
const withList = await openRawFs(simulator, "service-famille-travail");
const withoutList = await openRawFs(simulator, "service-sans-perimetre");
const stub = await startStubFi(() => +simulator.now());
simulator.patchRecord("fi", aidantsConnectUid, stub.record);
afterAll(async () => {
  await Promise.all([stub.close(), withList.close(), withoutList.close()]);
  await simulator.close();
});
beforeEach(() => stub.behave({}));

const repScope = (value: readonly string[] | undefined) =>
  stub.behave({ idToken: (claims) => ({ ...claims, rep_scope: value }) });
const login = async (service: typeof withList, browser = createBrowser()) =>
  browser.submit(await browser.get(service.authorizeUrl()), "Utiliser Aidants Connect");
const lastMatch = () => simulator.events().findLast(({ event }) => event.endsWith("_REP_SCOPE"));

test.each([
  [["Famille-Scolarité"], true],
  [["Famille-Scolarité", "Logement"], true],
  [["Travail-Formation"], true],
  [["Etranger-Europe"], false],
  [["famille"], false],
  [["famille-scolarité"], false],
  [["Famille-Scolarité".normalize("NFD")], false],
  [[], false],
  [undefined, false],
])("S11 at a service for Famille and Travail, rep_scope %j is accepted: %s", async (value, accepted) => {
  repScope(value);
  const page = await login(withList);
  expect(page.text.includes("Y600020")).toBe(!accepted);
  expect(lastMatch()).toMatchObject({
    event: accepted ? "FC_VALID_REP_SCOPE" : "FC_INVALID_REP_SCOPE",
    clientId: "service-famille-travail",
    repScope: (value ?? []).join(" "),
  });
});

test.each([
  [["Etranger-Europe"]],
  [[]],
  [undefined],
])("S11 a service without a list accepts rep_scope %j", async (value) => {
  repScope(value);
  expect((await login(withoutList)).heading).toContain("Vous allez continuer");
  expect(lastMatch()).toMatchObject({ event: "FC_VALID_REP_SCOPE" });
});

test("S11 the list of the service is asked of us, exactly", async () => {
  await login(withList);
  const claims = stub.requestsTo("/authorize").at(-1)?.query.get("claims");
  expect(claims).toBe(
    '{"id_token":{"rep_scope":{"essential":true,"values":["Famille-Scolarité","Travail-Formation"]}}}',
  );
});

test.each([
  [["Famille-Scolarité"], "Vous allez continuer", "FC_VALID_REP_SCOPE", "Famille-Scolarité"],
  [["Etranger-Europe"], "La connexion est interrompue", "FC_INVALID_REP_SCOPE", "Etranger-Europe"],
])("S11 single sign-on keeps %j and tests it again at the next service", async (value, heading, event, told) => {
  repScope(value);
  const browser = createBrowser();
  await goOn(browser, await login(withoutList, browser));
  const page = await browser.get(withList.authorizeUrl());
  expect(page.heading).toContain(heading);
  expect(lastMatch()).toMatchObject({ event, repScope: told });
});
