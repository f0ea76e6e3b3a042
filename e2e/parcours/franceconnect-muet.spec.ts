import type { Page } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { useChromium } from "../chromium.ts";
import { personas, setFault, signIn } from "../people.ts";
import { housingAid, identify, identifyAgain, lookingAt, prepareDraft } from "../steps.ts";

const { newContext } = useChromium();
let page: Page;

beforeAll(async () => {
  page = await (await newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, (await personas()).amina);
});

const faults = ["token.status", "token.timeout", "userinfo.401", "jwks.down"] as const;
afterEach(async () => {
  for (const name of faults) await setFault(name, undefined, "off");
});

test.each([
  ["token.status", "Pierre MERCIER", "L’identification n’est pas allée au bout"],
  ["token.timeout", "Camille ROUX", "FranceConnect n’a pas répondu à temps"],
  ["userinfo.401", "Jean-Marc LE GOFF", "FranceConnect a refusé de transmettre l’identité"],
] as const)("FranceConnect fails (%s): the page says so in French, the draft is kept, a second try works", async (name, citizen, said) => {
  const look = lookingAt(page, `franceconnect-muet-${name}`);
  await page.goto("/espace-aidant");
  await prepareDraft(page, housingAid);
  await setFault(name);
  await identify(page, citizen);
  await page.getByRole("link", { name: "Reprendre le mandat en préparation" }).waitFor();
  await look("refus");
  const words = await page.locator("main").innerText();
  expect(words).toContain(said);
  expect(words).toContain("Le mandat en préparation est conservé");

  await page.getByRole("link", { name: "Reprendre le mandat en préparation" }).click();
  await identifyAgain(page);
  await page.getByRole("heading", { name: "Lisez, puis répondez" }).waitFor();
  expect(await page.locator("main").innerText()).toContain("Demander une aide au logement");
});
