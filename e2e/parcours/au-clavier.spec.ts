import { expect, test } from "vitest";
import { useChromium } from "../chromium.ts";
import { arrowTo, enter, tabTo, tabToRadios, tick, type } from "../keyboard.ts";
import { applicationCode, countMessages, nextMessage, personas } from "../people.ts";

const { newContext } = useChromium();

test("with the keyboard alone: sign-in, mandat, revocation, and the focus is seen at each step", async () => {
  const context = await newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const { denis } = await personas();

  await page.goto("/connexion");
  const known = await countMessages(denis.email);
  await type(page, /adresse électronique professionnelle/, denis.email);
  await enter(page, /Recevoir le lien de connexion/);
  const { links } = await nextMessage(denis.email, known);
  await page.goto(links.find((address) => address.includes("/connexion/lien/")) ?? "");
  await enter(page, /Continuer/);
  await type(page, /Code de votre application/, await applicationCode(denis.totpSecret ?? ""));
  await enter(page, /^Se connecter$/);
  await enter(page, /CCAS de Val-Fictif/);

  await enter(page, /Créer un mandat/);
  await enter(page, /Choisir les actes/);
  await type(page, /Chercher un acte/, "logement");
  await enter(page, /^Chercher$/);
  await tick(page, /Demander une aide au logement/);
  await enter(page, /Choisir la durée/);
  await tabToRadios(page);
  await arrowTo(page, /31 jours/);
  await enter(page, /Passer le clavier/);

  await enter(page, /S’identifier avec FranceConnect/);
  await enter(page, /Continuer avec Identité de démonstration/);
  await enter(page, /Se connecter en tant que Joséphine MARTIN/);
  await tabTo(page, /Continuer sur/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Lisez, puis répondez" }).waitFor();
  for (const declared of [/18 ans/, /tutelle/, /librement/, /lu ce mandat/]) await tick(page, declared);
  await enter(page, /J’accepte/);
  await enter(page, /Conclure le mandat/);
  await enter(page, /Voir le mandat/);

  await enter(page, /Révoquer tout le mandat/);
  await tabTo(page, /Raison/);
  await page.keyboard.press("ArrowDown");
  await enter(page, /^Révoquer/);
  expect(await page.locator("main").innerText()).toContain("Le mandat est révoqué");
  await context.close();
});
