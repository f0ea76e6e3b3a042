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

test("an aidant makes a mandat with Angela, then connects to a public service as her, without any password of hers", async () => {
  const context = await newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const look = lookingAt(page, "connexion");

  await page.goto("/");
  await look("accueil");
  await signIn(page, (await personas()).amina, () => look("connexion"));
  await look("espace-aidant");
  await prepareDraft(page, housingAid, look);
  await identify(page, "Angela DUBOIS");
  await acceptAndConclude(page, look);
  await page.getByRole("link", { name: "Imprimer le mandat" }).click();
  await look("document");

  await reachConfirmation(page, { usager: /DUBOIS/, acte: /aide au logement/ }, look);
  await confirmAndArrive(page, look);
  expect(await page.locator("main").innerText()).toContain("DUBOIS");
  await context.close();
});
