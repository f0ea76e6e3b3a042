import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { useChromium } from "../chromium.ts";
import { personas, signIn } from "../people.ts";
import { housingAid, identify, lookingAt, prepareDraft, press } from "../steps.ts";

const { newContext } = useChromium();

let page: Page;

beforeAll(async () => {
  page = await (await newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, (await personas()).helene);
});

test("a tab closed in the middle of a journey loses nothing: the aidant finds it again under « En préparation »", async () => {
  const tab = await page.context().newPage();
  await tab.goto("/espace-aidant");
  await press(tab, "Créer un mandat");
  await press(tab, "Choisir les actes");
  await tab.getByLabel("Chercher un acte").fill("logement");
  await press(tab, "Chercher");
  await tab.getByRole("checkbox", { name: housingAid.acte }).first().check();
  await press(tab, "Choisir la durée");
  const left = tab.url();
  await tab.close();

  await page.goto("/espace-aidant/bourgimag1/mandats?onglet=en-cours");
  const look = lookingAt(page, "brouillon");
  await look("en-cours");
  const draft = new URL(left).pathname.replace("/duree", "");
  await page.locator(`a[href="${draft}"]`).click();
  await page.waitForURL(left);
  await page.goto(left.replace("/duree", "/actes"));
  expect(await page.getByRole("checkbox", { name: housingAid.acte }).isChecked()).toBe(true);
});

test("the usager refuses: nothing is concluded, and no reason is asked", async () => {
  await page.goto("/espace-aidant");
  await prepareDraft(page, housingAid);
  await identify(page, "Fatima HADJ");
  await page.getByRole("heading", { name: "Lisez, puis répondez" }).waitFor();
  await press(page, "Je refuse");
  await lookingAt(page, "refus-usager")("refuse");
  expect(await page.locator("main").innerText()).toContain("La personne a refusé ce mandat");
});

test("a person of 17 gives no mandat: the page says so without keeping who it was", async () => {
  await page.goto("/espace-aidant");
  await prepareDraft(page, housingAid);
  await identify(page, "Léo BERNARD");
  await page.getByRole("heading", { name: "Cette personne n’a pas 18 ans" }).waitFor();
  await lookingAt(page, "mineur")("refuse");
  const words = await page.locator("main").innerText();
  expect(words).toContain("Son identité n’est pas gardée");
  expect(words).not.toContain("BERNARD");
});
