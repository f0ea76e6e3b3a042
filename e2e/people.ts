import { setTimeout as wait } from "node:timers/promises";
import { TOTP } from "otpauth";
import type { Page } from "playwright-core";
import { inject } from "vitest";

/** A demo account, as `/demo/personas.json` gives it. */
export type Persona = {
  readonly prenom: string;
  readonly nom: string;
  readonly email: string;
  readonly totpSecret?: string;
};

type Message = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly links: readonly string[];
  readonly codes: readonly string[];
};

const readJson = async (path: string): Promise<unknown> => (await fetch(new URL(path, inject("origin")))).json();

/** The newest message to somebody that came after `known` others; waits for the outbox. */
export const nextMessage = async (to: string, known: number): Promise<Message> => {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    const messages = (await readJson(`/demo/messages.json?to=${encodeURIComponent(to)}`)) as readonly Message[];
    const newest = messages[0];
    if (newest && messages.length > known) return newest;
    await wait(100);
  }
  throw new Error(`No message came to ${to}.`);
};

export const countMessages = async (to: string): Promise<number> =>
  ((await readJson(`/demo/messages.json?to=${encodeURIComponent(to)}`)) as readonly Message[]).length;

/** The code that a person's application shows now. A step serves once: `waitForNext` waits for the one after. */
export const applicationCode = async (secret: string, waitForNext = false): Promise<string> => {
  if (waitForNext) await wait(30_000 - (Date.now() % 30_000) + 200);
  return new TOTP({ secret, algorithm: "SHA1", digits: 6, period: 30 }).generate();
};

/** Signs a persona in from the page at hand, by the link of the mail and the code of her application. */
export const signIn = async (page: Page, persona: Persona, onPage: (page: Page) => Promise<void> = async () => {}) => {
  const known = await countMessages(persona.email);
  if (!new URL(page.url()).pathname.startsWith("/connexion")) await page.goto("/connexion");
  await onPage(page);
  await page.getByLabel("Votre adresse électronique professionnelle").fill(persona.email);
  await page.getByRole("button", { name: "Recevoir le lien de connexion" }).click();
  await onPage(page);
  const { links } = await nextMessage(persona.email, known);
  const link = links.find((address) => address.includes("/connexion/lien/"));
  await page.goto(link ?? "");
  await onPage(page);
  await page.getByRole("button", { name: "Continuer" }).click();
  await onPage(page);
  await typeCode(page, persona);
  // A code serves once: a persona who signed in a moment ago waits for the next one.
  if (new URL(page.url()).pathname === "/connexion/second-facteur") await typeCode(page, persona, true);
};

const typeCode = async (page: Page, { totpSecret = "" }: Persona, waitForNext = false): Promise<void> => {
  await page.getByLabel("Code de votre application").fill(await applicationCode(totpSecret, waitForNext));
  await page.getByRole("button", { name: "Se connecter", exact: true }).click();
};

type Demonstration = {
  readonly personas: readonly Persona[];
  readonly services: readonly { readonly clientId: string; readonly title: string; readonly url: string }[];
  readonly simulator: { readonly origin: string; readonly controls: string };
};

/** The demo accounts by their first name, without accents. */
export const personas = async (): Promise<Readonly<Record<"amina" | "denis" | "helene" | "sarah", Persona>>> => {
  const { personas: all } = (await readJson("/demo/personas.json")) as Demonstration;
  const key = ({ prenom }: Persona) => prenom.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return Object.fromEntries(all.map((persona) => [key(persona), persona])) as Record<
    "amina" | "denis" | "helene" | "sarah",
    Persona
  >;
};

/** The fictional public services of the simulator. */
export const services = async (): Promise<Demonstration["services"]> =>
  ((await readJson("/demo/personas.json")) as Demonstration).services;

export const simulatorOrigin = async (): Promise<string> =>
  ((await readJson("/demo/personas.json")) as Demonstration).simulator.origin;

/** Makes the simulator of FranceConnect go wrong; `once` unless said. */
export const setFault = async (name: string, value?: string, mode: "once" | "sticky" | "off" = "once") => {
  const answer = await fetch(`${await simulatorOrigin()}/sim/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, mode, ...(value === undefined ? {} : { value }) }),
  });
  if (!answer.ok) throw new Error(`The simulator knows no fault ${name}: ${await answer.text()}`);
};
