import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { expectGoodPage, sidewaysScroll, useChromium } from "./chromium.ts";
import { type Persona, personas, signIn } from "./people.ts";
import { weigh } from "./weights.ts";

const KB = 1000;
const budgets = { weight: 100 * KB, requests: 12, html: 15 * KB, listHtml: 30 * KB, elements: 800, listElements: 1500 };
/** Of pages that differ only by the object they show, so many are seen. */
const MOST_ALIKE = 2;

const { newContext } = useChromium();

/** Pages no link leads to, and what they answer. */
const known: Readonly<Record<string, number>> = {
  "/": 200,
  "/connexion": 200,
  "/accessibilite": 200,
  "/mentions-legales": 200,
  "/donnees-personnelles": 200,
  "/status": 200,
  "/deconnexion": 200,
  "/connexion/lien/ancien": 410,
  "/franceconnect/callback": 400,
  "/demande/inconnue": 400,
  "/nulle-part": 404,
  "/espace-aidant/inconnue00": 404,
};
const demonstration = ["/demo", "/demo/messages", "/demo/composants"];

/** Lists may weigh more, and the page that shows every component is one. */
const isList = (path: string): boolean => /\/(mandats|actes|composants|demo|messages)(\?|$)/.test(path);

type Shown = { readonly path: string; readonly title: string };
type Named = { readonly name: string; readonly target: string };

/** Accessible names of what is pressed or followed, and where each leads: hidden text counts, twins must agree. */
const readNames = `[...document.querySelectorAll("a[href], button")].map((it) => ({
  name: (it.getAttribute("aria-label") ?? it.textContent).replace(/\\s+/g, " ").trim(),
  target: it.href ?? [it.form?.getAttribute("action"), it.name, it.value].join(" "),
}))`;

const readLinks = `[...document.querySelectorAll("a[href]")].map(({ href }) => href)`;

const expectNamesTellApart = async (page: Page, path: string): Promise<void> => {
  const targets = new Map<string, string>();
  for (const { name, target } of (await page.evaluate(readNames)) as readonly Named[]) {
    expect(name, `${path}: a link or a button without a name to ${target}`).not.toBe("");
    expect(target, `${path}: « ${name} » leads to two places`).toBe(targets.get(name) ?? target);
    targets.set(name, target);
  }
};

const expectLight = async (page: Page, path: string, status: number | undefined) => {
  const visit = await weigh(page, path);
  if (status) expect(visit.status, path).toBe(status);
  else expect(visit.status, path).toBe(200);
  expect(visit.hosts, path).toEqual([new URL(inject("origin")).host]);
  expect(visit.complaints, path).toEqual([]);
  expect(visit.requests, `${path}: requests`).toBeLessThanOrEqual(budgets.requests);
  expect(visit.weight, `${path}: bytes of a first visit`).toBeLessThanOrEqual(budgets.weight);
  expect(visit.html, `${path}: bytes of HTML`).toBeLessThanOrEqual(isList(path) ? budgets.listHtml : budgets.html);
  const elements = (await page.evaluate("document.querySelectorAll('*').length")) as number;
  const most = isList(path) ? budgets.listElements : budgets.elements;
  expect(elements, `${path}: elements`).toBeLessThanOrEqual(most);
};

/** Sees one page as this persona, wide and narrow; answers its title and the paths it links to. */
const seePage = async (page: Page, path: string, status?: number): Promise<Shown & { readonly links: string[] }> => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await expectLight(page, path, status);
  await expectGoodPage(page);
  const title = await page.title();
  expect(title, path).toMatch(/.+ – Aidants Connect$/);
  await expectNamesTellApart(page, path);
  const links = ((await page.evaluate(readLinks)) as readonly string[])
    .filter((href) => href.startsWith(`${inject("origin")}/`))
    .map((href) => new URL(href))
    .map(({ pathname, search }) => pathname + search);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await sidewaysScroll(page), `${path} scrolls sideways at 320 px`).toBeLessThanOrEqual(0);
  return { path: new URL(page.url()).pathname + new URL(page.url()).search, title, links };
};

const shapeOf = (path: string): string => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ":id");

/** Follows every link from the paths given; each page is seen once, and two of a kind. Answers the pages seen. */
const crawl = async (page: Page, from: Readonly<Record<string, number>>): Promise<readonly Shown[]> => {
  const waiting = Object.keys(from);
  const met = new Set(waiting);
  const shown = new Map<string, Shown>();
  const alike = new Map<string, number>();
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    const seenAlike = alike.get(shapeOf(path)) ?? 0;
    alike.set(shapeOf(path), seenAlike + 1);
    if (seenAlike >= MOST_ALIKE) continue;
    const { links, ...seen } = await seePage(page, path, from[path]);
    shown.set(seen.path, seen);
    for (const link of links.filter((each) => !met.has(each))) {
      met.add(link);
      waiting.push(link);
    }
  }
  return [...shown.values()];
};

/** Two pages that differ bear two titles; a tab or a page of the same list is the same page. */
const expectTitlesTellApart = (pages: readonly Shown[]): void => {
  const titles = new Map<string, string>();
  for (const { path, title } of pages) {
    const plain = path.split("?")[0] ?? "";
    expect(titles.get(title) ?? plain, `« ${title} » is the title of two pages`).toBe(plain);
    titles.set(title, plain);
  }
};

const errorPages = ["/nulle-part", "/espace-aidant/inconnue00", "/franceconnect/callback", "/demande/inconnue"];
const withoutErrors = (pages: readonly Shown[]) => pages.filter(({ path }) => !errorPages.includes(path));

test("02-37, 03-32, A10-04 every page that nobody needs to sign in for", { timeout: 240_000 }, async () => {
  const context = await newContext();
  const page = await context.newPage();
  const { "/espace-aidant/inconnue00": _, ...open } = known;
  const pages = await crawl(page, { ...open, ...Object.fromEntries(demonstration.map((path) => [path, 200])) });
  expectTitlesTellApart(withoutErrors(pages));
  expect(pages.length).toBeGreaterThan(Object.keys(open).length);
  await context.close();
});

describe.each([
  ["amina", "/espace-aidant/bourgimag1/mandats", 200],
  ["denis", "/espace-aidant/tilleulsx1/mandats", 200],
  ["helene", "/espace-aidant/bourgimag1/mandats", 200],
  ["sarah", "/espace-aidant/valfictif1/mandats", 403],
] as const)("every page of %s", (name, mandats, status) => {
  let context: BrowserContext;
  let page: Page;
  let persona: Persona;

  beforeAll(async () => {
    persona = (await personas())[name];
    context = await newContext();
    page = await context.newPage();
    await signIn(page, persona);
    await page.waitForURL(/\/espace-aidant/);
  });
  afterAll(() => context.close());

  test("02-37, 03-32, A10-04 pages reached by links, and pages refused", { timeout: 240_000 }, async () => {
    const home = new URL(page.url()).pathname;
    const from = { [home]: 200, [mandats]: status, "/espace-aidant/inconnue00": 404, "/nulle-part": 404 };
    const pages = await crawl(page, status === 403 ? { ...from, ...refusedTo(mandats) } : from);
    expectTitlesTellApart(withoutErrors(pages).filter(({ path }) => !(path in refusedTo(mandats))));
    expect(pages.length).toBeGreaterThan(3);
  });
});

/** Whoever may not act yet gets the same page of what is missing, wherever she goes. */
const refusedTo = (mandats: string): Readonly<Record<string, number>> => ({ [mandats]: 403 });
