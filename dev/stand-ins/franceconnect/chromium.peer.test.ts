import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: sandbox });
afterAll(async () => {
  await browser.close();
  await simulator.close();
});

const bank = `${simulator.origin}/services/service-prive`;
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

const expectSound = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(await page.locator("h1").count()).toBe(1);
  expect(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")).toBe(true);
};

test("each page of a login passes axe and fits 320 pixels; scripts carry the logout through by themselves", async () => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, locale: "fr-FR" });
  const page = await context.newPage();
  const refused: string[] = [];
  page.on("console", (message) => message.type() === "error" && refused.push(message.text()));

  for (const path of ["/sim", "/services", "/api/v2/interaction/inconnue"]) {
    await page.goto(`${simulator.origin}${path}`);
    await expectSound(page);
  }
  refused.length = 0;
  await page.goto(bank);
  await expectSound(page);
  await press(page, "Se connecter avec FranceConnect");
  await expectSound(page);
  await press(page, "Continuer avec Identité de démonstration");
  await expectSound(page);
  await press(page, "Se connecter en tant que Jean-Marc LE GOFF");
  await expectSound(page);
  await page.getByRole("checkbox").check();
  await press(page, "Continuer sur Banque inventée du Pont");
  await expectSound(page);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Bonjour Jean-Marc Élie LE GOFF");

  await press(page, "Se déconnecter de Banque inventée du Pont");
  await page.waitForURL(`${bank}/deconnecte?**`);
  await expectSound(page);
  expect(refused).toEqual([]);
  await context.close();
});

test("without scripts and by keyboard alone, the same logout is two buttons", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const choose = async (name: string) => {
    await page.getByRole("button", { name, exact: true }).focus();
    await page.keyboard.press("Enter");
  };
  await page.goto(`${simulator.origin}/services/service-sans-perimetre`);
  await choose("Se connecter avec FranceConnect");
  await choose("Continuer avec Identité de démonstration");
  await choose("Se connecter en tant que Angela DUBOIS");
  await choose("Continuer sur Caisse des aides de démonstration");
  await choose("Se déconnecter de Caisse des aides de démonstration");
  await choose("Se déconnecter");
  await choose("Terminer la déconnexion");
  await page.waitForURL("**/deconnecte?**");
  expect(await page.title()).toBe("Vous êtes déconnecté - Caisse des aides de démonstration");
  await context.close();
});
