import { expect, test } from "vitest";
import { useChromium } from "../chromium.ts";
import { personas, signIn } from "../people.ts";
import {
  acceptAndConclude,
  confirmAndArrive,
  housingAid,
  identify,
  lookingAt,
  prepareDraft,
  reachConfirmation,
} from "../steps.ts";

const { newContext } = useChromium();

test("without JavaScript: sign-in, mandat, connexion to a public service, revocation", async () => {
  const context = await newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const scripted = await newContext({ viewport: { width: 1280, height: 900 } });
  const look = lookingAt(page, "sans-javascript", await scripted.newPage());

  await page.goto("/");
  await look("accueil");
  await signIn(page, (await personas()).helene, () => look("connexion"));
  await look("espace-aidant");
  await prepareDraft(page, housingAid, look);
  await identify(page, "Jean-Marc LE GOFF");
  await acceptAndConclude(page, look);
  await page.getByRole("link", { name: "Voir le mandat" }).click();
  await look("mandat");
  const mandat = page.url();

  await reachConfirmation(page, { usager: /LE GOFF/, acte: /aide au logement/ }, look);
  await confirmAndArrive(page, look);
  expect(await page.locator("main").innerText()).toContain("LE GOFF");

  await page.goto(mandat);
  await page.getByRole("link", { name: "Révoquer tout le mandat" }).click();
  await look("revoquer");
  await page.getByLabel("Raison").selectOption({ label: "Une autre raison" });
  await page.getByRole("button", { name: /Révoquer/ }).click();
  await look("revoque");
  expect(await page.locator("main").innerText()).toContain("Le mandat est révoqué");
  await scripted.close();
  await context.close();
});
