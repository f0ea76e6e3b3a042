import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectGoodPage, takePicture, useChromium } from "../chromium.ts";
import { personas, services, signIn } from "../people.ts";

const { newContext } = useChromium();

test("an aidant makes a mandat with Angela, then connects to a public service as her, without any password of hers", async () => {
  const context = await newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  let step = 0;
  const look = async (name: string) => {
    step += 1;
    await takePicture(page, `connexion-${String(step).padStart(2, "0")}-${name}`);
    await expectGoodPage(page);
  };

  await page.goto("/");
  await look("accueil");
  await signIn(page, (await personas()).amina, () => look("connexion"));
  await look("espace-aidant");

  await page.getByRole("button", { name: "Créer un mandat" }).click();
  await look("information");
  await page.getByRole("button", { name: "Choisir les actes" }).click();
  await page.getByLabel("Chercher un acte").fill("logement");
  await page.getByRole("button", { name: "Chercher" }).click();
  await look("actes");
  await page
    .getByRole("checkbox", { name: /Demander une aide au logement/ })
    .first()
    .check();
  await page.getByRole("button", { name: "Choisir la durée" }).click();
  await look("duree");
  await page.getByRole("radio", { name: /31 jours/ }).check();
  await page.getByRole("button", { name: "Passer le clavier" }).click();
  await look("passez-le-clavier");

  await page.getByRole("button", { name: "S’identifier avec FranceConnect" }).click();
  await identify(page, "Angela DUBOIS");
  await look("lecture");
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "J’accepte" }).click();
  await look("recapitulatif");
  await page.getByRole("button", { name: /Conclure le mandat/ }).click();
  await look("fin");
  await page.getByRole("link", { name: "Imprimer le mandat" }).click();
  await look("document");

  const service = (await services()).find(({ clientId }) => clientId === "service-sans-perimetre");
  await page.goto(service?.url ?? "");
  await look("service");
  await page.getByRole("button", { name: "Se connecter avec FranceConnect" }).click();
  await page.getByRole("button", { name: "Utiliser Aidants Connect", exact: true }).click();
  await look("choisir-usager");
  await page.getByRole("button", { name: /DUBOIS/ }).click();
  await look("choisir-acte");
  await page.getByRole("button", { name: /aide au logement/ }).click();
  await look("confirmation");
  await page.getByRole("button", { name: "Me connecter à sa place" }).click();
  await look("franceconnect");
  await page.getByRole("button", { name: /Continuer sur/ }).click();
  await look("service-connecte");
  expect(await page.locator("main").innerText()).toContain("DUBOIS");
  await context.close();
});

const identify = async (page: Page, citizen: string): Promise<void> => {
  await page.getByRole("button", { name: "Continuer avec Identité de démonstration" }).click();
  await page.getByRole("button", { name: `Se connecter en tant que ${citizen}` }).click();
  await page.getByRole("button", { name: /Continuer sur/ }).click();
};
