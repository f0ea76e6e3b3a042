import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { useChromium } from "../chromium.ts";
import { personas, setFault, signIn } from "../people.ts";
import {
  acceptAndConclude,
  housingAid,
  identify,
  lookingAt,
  prepareDraft,
  press,
  reachConfirmation,
} from "../steps.ts";

const { newContext } = useChromium();
const acte = /aide au logement/;

/** The aidant's first tab, where she stays signed in. */
let page: Page;
const openTab = () => page.context().newPage();

beforeAll(async () => {
  page = await (await newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, (await personas()).helene);
});

/** Makes a mandat with this person; answers the address of its page. */
const makeMandat = async (citizen: string): Promise<string> => {
  await page.goto("/espace-aidant");
  await prepareDraft(page, housingAid);
  await identify(page, citizen);
  await acceptAndConclude(page);
  const link = page.getByRole("link", { name: "Voir le mandat" });
  return new URL((await link.getAttribute("href")) ?? "", page.url()).href;
};

const revoke = async (mandat: string): Promise<void> => {
  const tab = await openTab();
  await tab.goto(`${mandat}/revoquer`);
  await tab.getByLabel("Raison").selectOption({ label: "Une autre raison" });
  await tab.getByRole("button", { name: /^Révoquer/ }).click();
  await tab.getByText("Le mandat est révoqué").waitFor();
  await tab.close();
};

test("a mandat revoked before the confirmation opens no connexion, and the page says why", async () => {
  const mandat = await makeMandat("Mamadou DIALLO");
  const tab = await openTab();
  const look = lookingAt(tab, "revocation");
  await reachConfirmation(tab, { usager: /DIALLO/, acte });
  await revoke(mandat);
  await press(tab, "Me connecter à sa place");
  await look("confirmation-refusee");
  expect(tab.url()).toContain("/demande/");
  expect(await tab.locator("main").innerText()).toContain("a été révoqué");
  await press(tab, "Retourner sur FranceConnect");
  await tab.close();
});

test("a mandat revoked between the confirmation and the token leaves the public service without an identity", async () => {
  const mandat = await makeMandat("Joséphine MARTIN");
  const tab = await openTab();
  await reachConfirmation(tab, { usager: /MARTIN/, acte });
  await setFault("token.delay", "12");
  const leaving = tab.getByRole("button", { name: "Me connecter à sa place" }).click({ timeout: 60_000 });
  await revoke(mandat);
  await leaving;
  await tab.waitForLoadState();
  const text = await tab.locator("body").innerText();
  expect(text).toContain("Y020026");
  expect(text).not.toContain("MARTIN");
  await tab.close();
});
