import { createHash } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { type Browser, createBrowser } from "./testing/browser.ts";
import { demoFiButton, goOn, openRawFs, queryOf, reachConsent, verifyWithPublishedKeys } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";
import { startStubFi } from "./testing/stub-fi.ts";

const simulator = await startForTests();
const first = await openRawFs(simulator, "service-sans-perimetre");
const second = await openRawFs(simulator, "service-prive");
const withoutAidant = await openRawFs(simulator, "service-sans-ac");
const stub = await startStubFi(() => +simulator.now());
simulator.patchRecord("fi", aidantsConnectUid, stub.record);
simulator.patchRecord("fs", "service-prive", { type: "public" });
afterAll(async () => {
  await Promise.all([stub.close(), first.close(), second.close(), withoutAidant.close()]);
  await simulator.close();
});
beforeEach(() => stub.behave({}));

const openBrowser = () => createBrowser(() => +simulator.now());
const loginAtFirst = async (browser: Browser) => goOn(browser, await reachConsent(browser, first.authorizeUrl()));
const isChooser = (heading: string) => heading.startsWith("Choisissez un compte");

const subAt = async (service: typeof first, code: string | null) => {
  const { body } = await service.redeem(code ?? "");
  return String((await verifyWithPublishedKeys(simulator.issuer, String(body.id_token))).claims.sub);
};

test("S8 a second service skips the chooser and sees the same person, whatever its prompt", async () => {
  const browser = openBrowser();
  await loginAtFirst(browser);
  const consent = await browser.get(second.authorizeUrl({ prompt: "login" }));
  expect(consent.heading).toBe("Vous allez continuer sur Banque inventée du Pont");
  expect(consent.text).toContain("Angela Claire Louise DUBOIS");
  expect(queryOf(await goOn(browser, consent)).get("code")).toBeTruthy();
});

test("S8 stopping at the chooser keeps single sign-on", async () => {
  const browser = openBrowser();
  stub.behave({});
  await goOn(browser, await browser.submit(await browser.get(first.authorizeUrl()), "Utiliser Aidants Connect"));
  const chooser = await browser.get(withoutAidant.authorizeUrl());
  expect(isChooser(chooser.heading)).toBe(true);
  expect(isChooser((await browser.get(second.authorizeUrl())).heading)).toBe(false);
});

test("S8 stopping at the consent page loses it", async () => {
  const browser = openBrowser();
  await loginAtFirst(browser);
  await browser.get(second.authorizeUrl());
  expect(isChooser((await browser.get(second.authorizeUrl())).heading)).toBe(true);
});

test("S8 an identity provider that the new service excludes returns to the chooser, disabled", async () => {
  const browser = openBrowser();
  await goOn(browser, await browser.submit(await browser.get(first.authorizeUrl()), "Utiliser Aidants Connect"));
  const chooser = await browser.get(withoutAidant.authorizeUrl());
  expect(isChooser(chooser.heading)).toBe(true);
  expect(simulator.events().at(-1)).toMatchObject({ event: "FC_IDP_BLACKLISTED", fiUid: aidantsConnectUid });
  await expect(browser.submit(chooser, "Utiliser Aidants Connect")).rejects.toThrow("disabled");
});

test("S8 the window slides: each visit gives thirty minutes more, and no more", async () => {
  const browser = openBrowser();
  await loginAtFirst(browser);
  for (const _ of [1, 2]) {
    simulator.advanceClock(1700);
    await goOn(browser, await browser.get(first.authorizeUrl()));
  }
  simulator.advanceClock(1800);
  expect(isChooser((await browser.get(first.authorizeUrl())).heading)).toBe(true);
});

test("S8 the citizen's preferences are asked again, the register is not", async () => {
  const browser = openBrowser();
  await loginAtFirst(browser);
  simulator.setFault("citizen.block-fi", "once");
  expect((await browser.get(second.authorizeUrl())).text).toContain("Y100011");
  simulator.setFault("citizen.block-account", "once");
  expect((await browser.get(second.authorizeUrl())).text).toContain("Y180001");
});

test("S8 a person has one sub at a service through every identity provider, another at another entity", async () => {
  const byDemo = await subAt(first, queryOf(await loginAtFirst(openBrowser())).get("code"));

  const browser = openBrowser();
  const consent = await browser.submit(await browser.get(first.authorizeUrl()), "Utiliser Aidants Connect");
  const byStub = await subAt(first, queryOf(await goOn(browser, consent)).get("code"));
  const elsewhere = await subAt(
    second,
    queryOf(await goOn(browser, await browser.get(second.authorizeUrl()))).get("code"),
  );

  expect(byStub).toBe(byDemo);
  expect(elsewhere).not.toBe(byDemo);

  simulator.patchRecord("fs", "service-prive", { entityId: "entite-service-sans-perimetre" });
  const sameEntity = await subAt(
    second,
    queryOf(await goOn(browser, await browser.get(second.authorizeUrl()))).get("code"),
  );
  simulator.patchRecord("fs", "service-prive", { entityId: "entite-service-prive" });
  expect(sameEntity).toBe(byDemo);
});

test("S8 the sub is the published formula", async () => {
  const hash = createHash("sha256").update("Angela Claire LouiseDUBOIS1962-08-24female7510799100").digest("base64");
  const sub = createHash("sha256").update(`entite-service-sans-perimetre${hash}franceconnect-simulateur`).digest("hex");
  expect(await subAt(first, queryOf(await loginAtFirst(openBrowser())).get("code"))).toBe(`${sub}v1`);
});

test("S8 two tabs log two people in, without mixing them up and without a page between", async () => {
  const browser = openBrowser();
  const chooserA = await browser.get(first.authorizeUrl({ state: "onglet-a-onglet-a-onglet-a" }));
  const chooserB = await browser.get(first.authorizeUrl({ state: "onglet-b-onglet-b-onglet-b" }));
  const listA = await browser.submit(chooserA, demoFiButton);
  const listB = await browser.submit(chooserB, demoFiButton);
  const consentA = await browser.submit(listA, "Se connecter en tant que Angela DUBOIS");
  const consentB = await browser.submit(listB, "Se connecter en tant que Joséphine MARTIN");
  const [arrivedB, arrivedA] = [await goOn(browser, consentB), await goOn(browser, consentA)];

  expect(queryOf(arrivedA).get("state")).toBe("onglet-a-onglet-a-onglet-a");
  expect(queryOf(arrivedB).get("state")).toBe("onglet-b-onglet-b-onglet-b");
  const nameOf = async (code: string | null) => {
    const { body } = await first.redeem(code ?? "");
    const jwt = await (await first.askUserinfo(String(body.access_token))).text();
    return (await verifyWithPublishedKeys(simulator.issuer, jwt)).claims.family_name;
  };
  expect(await nameOf(queryOf(arrivedA).get("code"))).toBe("DUBOIS");
  expect(await nameOf(queryOf(arrivedB).get("code"))).toBe("MARTIN");
});

test("the session's identifier changes when an identity provider answers", async () => {
  const browser = openBrowser();
  const list = await browser.submit(await browser.get(first.authorizeUrl()), demoFiButton);
  const before = browser.cookies.get(simulator.issuer, "fcsim_session");
  await browser.submit(list, "Se connecter en tant que Angela DUBOIS");
  const after = browser.cookies.get(simulator.issuer, "fcsim_session");
  expect(before).toBeTruthy();
  expect(after).not.toBe(before);
});

test("a suspicious request finds every provider of the lowest level closed", async () => {
  const suspicious = { headers: { "x-suspicious": "1" } };
  const browser = openBrowser();
  const asked = await browser.get(first.authorizeUrl(), { follow: false });
  const page = await browser.get(asked.location ?? "", suspicious);
  await expect(browser.submit(page, demoFiButton)).rejects.toThrow("disabled");
});
