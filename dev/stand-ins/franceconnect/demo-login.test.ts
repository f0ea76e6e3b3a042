import { afterAll, expect, test } from "vitest";
import { createBrowser } from "./testing/browser.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
afterAll(() => simulator.close());

test("a demo citizen logs in to a fictional public service, and out again", async () => {
  const browser = createBrowser();
  const home = await browser.get(`${simulator.origin}/services/service-sans-perimetre`);
  const chooser = await browser.submit(home, "Se connecter avec FranceConnect");
  const people = await browser.submit(chooser, "Continuer avec Identité de démonstration");
  const consent = await browser.submit(people, "Se connecter en tant que Angela DUBOIS");
  expect(consent.text).toContain("Angela Claire Louise DUBOIS");
  const welcome = await browser.submit(consent, "Continuer sur Caisse des aides de démonstration");
  expect(welcome.heading).toBe("Bonjour Angela Claire Louise DUBOIS");

  const leaving = await browser.submit(welcome, "Se déconnecter de Caisse des aides de démonstration");
  const left = await browser.submit(leaving, "Se déconnecter");
  const end = await browser.submit(left, "Terminer la déconnexion");
  expect(end.heading).toBe("Vous êtes déconnecté");
});
