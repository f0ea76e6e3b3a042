import type { Page } from "playwright-core";
import { expectGoodPage, isScriptless, takePicture } from "./chromium.ts";
import { services } from "./people.ts";

/** What is done on each page passed: looked at, or nothing. */
export type Look = (name: string) => Promise<void>;

const passBy: Look = async () => undefined;

/** Looks at each page passed: its picture is kept under `journey`, numbered, and the page must be a good one. */
export const lookingAt = (page: Page, journey: string, scripted?: Page): Look => {
  let step = 0;
  return async (name) => {
    step += 1;
    await takePicture(page, `${journey}-${String(step).padStart(2, "0")}-${name}`);
    await expectGoodPage(page, scripted);
  };
};

export type Draft = { readonly search: string; readonly acte: RegExp; readonly duree: RegExp };

export const housingAid: Draft = { search: "logement", acte: /Demander une aide au logement/, duree: /31 jours/ };

/** Presses the button of this name, and waits for the page that follows. */
export const press = async (page: Page, name: string | RegExp): Promise<void> => {
  const button = page.getByRole("button", { name, exact: typeof name === "string" });
  await Promise.all([page.waitForEvent("load"), button.first().click()]);
  if (isScriptless(page)) await passForwardPages(page);
};

/** Pages of the simulator that send themselves where scripts run: without script, their button is pressed. */
const passForwardPages = async (page: Page): Promise<void> => {
  while ((await page.locator('script[src="/sim/envoi.js"]').count()) > 0)
    await Promise.all([page.waitForEvent("load"), page.locator("main button").click()]);
};

/** From the aidant's home to the page where the usager has the keyboard. */
export const prepareDraft = async (page: Page, { search, acte, duree }: Draft, look = passBy): Promise<void> => {
  await press(page, "Créer un mandat");
  await look("information");
  await press(page, "Choisir les actes");
  await page.getByLabel("Chercher un acte").fill(search);
  await press(page, "Chercher");
  await look("actes");
  await page.getByRole("checkbox", { name: acte }).first().check();
  await press(page, "Choisir la durée");
  await look("duree");
  await page.getByRole("radio", { name: duree }).check();
  await press(page, "Passer le clavier");
  await look("passez-le-clavier");
};

/** The usager goes to FranceConnect, is known there, and comes back. */
export const identify = async (page: Page, citizen: string): Promise<void> => {
  await press(page, "S’identifier avec FranceConnect");
  await press(page, "Continuer avec Identité de démonstration");
  await press(page, `Se connecter en tant que ${citizen}`);
  await press(page, /Continuer sur/);
};

/** The usager tries again: FranceConnect still knows him, and asks only whether to go on. */
export const identifyAgain = async (page: Page): Promise<void> => {
  await press(page, "S’identifier avec FranceConnect");
  await press(page, /Continuer sur/);
};

/** The usager accepts, the aidant concludes. */
export const acceptAndConclude = async (page: Page, look = passBy): Promise<void> => {
  await page.getByRole("heading", { name: "Lisez, puis répondez" }).waitFor();
  await look("lecture");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await press(page, "J’accepte");
  await look("recapitulatif");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await press(page, /Conclure le mandat/);
  await page.getByRole("heading", { name: "Le mandat est conclu" }).waitFor();
  await look("fin");
};

export type Use = {
  readonly service?: string;
  /** For an aidant of several. */
  readonly structure?: string;
  readonly usager: RegExp;
  readonly acte: RegExp;
};

/** From a public service, through FranceConnect's chooser, to the confirmation. */
export const reachConfirmation = async (page: Page, use: Use, look = passBy): Promise<void> => {
  const asked = use.service ?? "service-sans-perimetre";
  const service = (await services()).find(({ clientId }) => clientId === asked);
  await page.goto(service?.url ?? "");
  await look("service");
  await press(page, "Se connecter avec FranceConnect");
  await press(page, "Utiliser Aidants Connect");
  if (use.structure) {
    await look("choisir-structure");
    await press(page, new RegExp(use.structure));
  }
  await look("choisir-usager");
  await press(page, use.usager);
  // A person with one acte only goes straight to the confirmation.
  if (page.url().endsWith("/acte")) {
    await look("choisir-acte");
    await press(page, use.acte);
  }
  await look("confirmation");
};

/** Confirms, and goes on to the public service: connected there as the usager. */
export const confirmAndArrive = async (page: Page, look = passBy): Promise<void> => {
  await press(page, "Me connecter à sa place");
  await page.getByRole("button", { name: /Continuer sur/ }).waitFor();
  await look("franceconnect");
  await press(page, /Continuer sur/);
  await page.getByRole("heading", { name: /^Bonjour/ }).waitFor();
  await look("service-connecte");
};
