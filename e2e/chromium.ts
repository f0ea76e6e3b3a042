import { existsSync, mkdirSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);

let browser: Browser;

/** Starts Chromium for the file; `newContext` gives a person her own browser, with her own habits. */
export const useChromium = () => {
  beforeAll(async () => {
    if (!executablePath) throw new Error("Chromium is missing: apt-get install chromium");
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
    });
  });
  afterAll(async () => browser?.close());
  return {
    newContext: (options: BrowserContextOptions = {}): Promise<BrowserContext> =>
      browser.newContext({ baseURL: inject("origin"), locale: "fr-FR", timezoneId: "Europe/Paris", ...options }),
  };
};

/** Asserts what every page owes everybody: no axe violation, one `h1`, a title, a language, no sideways scroll. */
export const expectGoodPage = async (page: Page): Promise<void> => {
  const where = `${await page.title()} (${new URL(page.url()).pathname})`;
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    where,
  ).toEqual([]);
  expect(await page.locator("h1").count(), where).toBe(1);
  expect(await page.locator("html").getAttribute("lang"), where).toBe("fr");
  const overflow = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  expect(overflow, `${where} scrolls sideways`).toBeLessThanOrEqual(0);
};

/** Keeps a picture under `dist/pictures/`, for the eyes of a reviewer. */
export const takePicture = async (page: Page, name: string): Promise<void> => {
  mkdirSync("dist/pictures", { recursive: true });
  await page.screenshot({ path: `dist/pictures/${name}.png`, fullPage: true });
};
