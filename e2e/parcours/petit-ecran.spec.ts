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

test("on a screen of 320 pixels: sign-in, mandat, connexion, list, revocation, without scrolling sideways", async () => {
  const context = await newContext({ viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  const look = lookingAt(page, "petit-ecran");

  await page.goto("/");
  await look("accueil");
  await signIn(page, (await personas()).denis, () => look("connexion"));
  await look("choisir-structure");
  await page.getByRole("link", { name: "Espace des Tilleuls" }).click();
  await look("espace-aidant");
  await prepareDraft(page, housingAid, look);
  await identify(page, "Camille ROUX");
  await acceptAndConclude(page, look);
  await page.getByRole("link", { name: "Imprimer le mandat" }).click();
  await look("document");

  await reachConfirmation(page, { structure: "Espace des Tilleuls", usager: /ROUX/, acte: /aide au logement/ }, look);
  await confirmAndArrive(page, look);

  await page.goto("/espace-aidant/tilleulsx1/mandats");
  await look("mandats");
  await page.getByRole("link", { name: /ROUX/ }).click();
  await look("usager");
  await page
    .getByRole("link", { name: /^Mandat n°/ })
    .first()
    .click();
  await look("mandat");
  await page.getByRole("link", { name: "Révoquer tout le mandat" }).click();
  await page.getByRole("button", { name: /^Révoquer/ }).click();
  await look("raison-absente");
  await page.getByLabel("Raison").selectOption({ label: "Une autre raison" });
  await page.getByRole("button", { name: /^Révoquer/ }).click();
  await look("revoque");
  expect(await page.locator("main").innerText()).toContain("Le mandat est révoqué");
  await context.close();
});
