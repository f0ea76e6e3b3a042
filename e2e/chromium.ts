import { existsSync, mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

/** Nobody waits longer for a page at a counter. */
const PATIENCE_MS = 15_000;

let browser: Browser;
const policyBreaches: string[] = [];
const scriptless = new WeakSet<BrowserContext>();

/** True in a browser where JavaScript is switched off. */
export const isScriptless = (page: Page): boolean => scriptless.has(page.context());

/** Starts Chromium for the file; `newContext` gives a person her own browser, with her own habits. */
export const useChromium = () => {
  beforeAll(async () => {
    if (!executablePath) throw new Error("Chromium is missing: apt-get install chromium");
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
    });
  });
  afterAll(async () => {
    await browser?.close();
    expect(policyBreaches, "refused by the content security policy").toEqual([]);
  });
  return {
    newContext: async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
      const habits = { baseURL: inject("origin"), locale: "fr-FR", timezoneId: "Europe/Paris" };
      const context = await browser.newContext({ ...habits, ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      context.on("console", (message) => {
        if (message.text().includes("Content Security Policy")) policyBreaches.push(message.text());
      });
      if (options.javaScriptEnabled === false) scriptless.add(context);
      return context;
    },
  };
};

/** WCAG 2.2 A and AA and the best practices, as axe checks them: what is wrong, in words. */
export const axeViolations = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
};

/**
 * Asserts what every page owes everybody: no axe violation, one `h1`, a title, a language, no sideways scroll.
 * `scripted`: a page where axe may run, when the page itself runs no script; it is shown the same document.
 */
export const expectGoodPage = async (page: Page, scripted?: Page): Promise<void> => {
  const where = `${await page.title()} (${new URL(page.url()).pathname})`;
  if (scripted) await showSame(page, scripted);
  expect(await axeViolations(scripted ?? page), where).toEqual([]);
  expect(await page.locator("h1").count(), where).toBe(1);
  expect(await page.locator("html").getAttribute("lang"), where).toBe("fr");
  expect(await sidewaysScroll(scripted ?? page), `${where} scrolls sideways`).toBeLessThanOrEqual(0);
};

/** Pixels by which the page is wider than its window. */
export const sidewaysScroll = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

const showSame = async (page: Page, scripted: Page): Promise<void> => {
  const body = await page.content();
  const url = page.url();
  await scripted.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body }));
  await scripted.goto(url);
  await scripted.unroute(url);
};

/** Keeps a picture under `dist/pictures/`, for the eyes of a reviewer. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync("dist/pictures", { recursive: true });
  await page.screenshot({ path: `dist/pictures/${name}.png`, fullPage: true });
};
