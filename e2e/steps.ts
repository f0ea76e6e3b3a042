import type { Page } from "playwright-core";
import { expectGoodPage, takePicture } from "./chromium.ts";
import { services, simulatorOrigin } from "./people.ts";

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

/** From the aidant's home to the page where the usager has the keyboard. */
export const prepareDraft = async (page: Page, { search, acte, duree }: Draft, look = passBy): Promise<void> => {
  await page.getByRole("button", { name: /^(Créer|Préparer) un mandat$/ }).click();
  await look("information");
  await page.getByRole("button", { name: "Choisir les actes" }).click();
  await page.getByLabel("Chercher un acte").fill(search);
  await page.getByRole("button", { name: "Chercher", exact: true }).click();
  await look("actes");
  await page.getByRole("checkbox", { name: acte }).first().check();
  await page.getByRole("button", { name: "Choisir la durée" }).click();
  await look("duree");
  await page.getByRole("radio", { name: duree }).check();
  await page.getByRole("button", { name: "Passer le clavier" }).click();
  await look("passez-le-clavier");
};

/** The usager goes to FranceConnect, is known there, and comes back. */
export const identify = async (page: Page, citizen: string): Promise<void> => {
  await page.getByRole("button", { name: "S’identifier avec FranceConnect" }).click();
  await passForwardPages(page);
  await page.getByRole("button", { name: "Continuer avec Identité de démonstration" }).click();
  await passForwardPages(page);
  await page.getByRole("button", { name: `Se connecter en tant que ${citizen}` }).click();
  await passForwardPages(page);
  await page.getByRole("button", { name: /Continuer sur/ }).click();
  await passForwardPages(page);
};

/** Pages of the simulator that send themselves where scripts run: without script, their button is pressed. */
export const passForwardPages = async (page: Page): Promise<void> => {
  const forward = page.getByRole("button", { name: "Continuer", exact: true });
  while (page.url().startsWith(await simulatorOrigin()) && (await forward.count()) > 0) await forward.click();
};

/** The usager accepts, the aidant concludes. */
export const acceptAndConclude = async (page: Page, look = passBy): Promise<void> => {
  await look("lecture");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "J’accepte" }).click();
  await look("recapitulatif");
  const loss = page.getByRole("checkbox");
  if ((await loss.count()) > 0) await loss.check();
  await page.getByRole("button", { name: /Conclure le mandat/ }).click();
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
  await page.getByRole("button", { name: "Se connecter avec FranceConnect" }).click();
  await passForwardPages(page);
  await page.getByRole("button", { name: "Utiliser Aidants Connect", exact: true }).click();
  await passForwardPages(page);
  if (use.structure) {
    await look("choisir-structure");
    await page.getByRole("button", { name: use.structure }).click();
  }
  await look("choisir-usager");
  await page.getByRole("button", { name: use.usager }).click();
  // A person with one acte only goes straight to the confirmation.
  if (page.url().endsWith("/acte")) {
    await look("choisir-acte");
    await page.getByRole("button", { name: use.acte }).first().click();
  }
  await look("confirmation");
};

/** Confirms, and goes on to the public service: connected there as the usager. */
export const confirmAndArrive = async (page: Page, look = passBy): Promise<void> => {
  await page.getByRole("button", { name: "Me connecter à sa place" }).click();
  await passForwardPages(page);
  await look("franceconnect");
  await page.getByRole("button", { name: /Continuer sur/ }).click();
  await passForwardPages(page);
  await look("service-connecte");
};
