import type { Page } from "playwright-core";
import { expect } from "vitest";

type Focused = {
  readonly name: string;
  readonly kind: string;
  /** Pixels of outline around it, or around the label that stands for it. */
  readonly outline: number;
  readonly inView: boolean;
};

const MOST_STEPS = 120;

/** What has the focus, how it is named, and whether one sees that it has it. */
const readFocused = `(() => {
  const it = document.activeElement;
  const label = it.labels?.[0];
  const text = (it.getAttribute("aria-label") ?? label?.innerText ?? it.innerText ?? "").replace(/\\s+/g, " ").trim();
  const around = [getComputedStyle(it), ...(label ? [getComputedStyle(label), getComputedStyle(label, "::before")] : [])];
  const widths = around.map(({ outlineStyle, outlineWidth }) => (outlineStyle === "none" ? 0 : parseFloat(outlineWidth)));
  const box = (label ?? it).getBoundingClientRect();
  return {
    name: text,
    kind: it.tagName === "INPUT" ? it.type : it.tagName.toLowerCase(),
    outline: Math.max(...widths),
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
})()`;

const focused = (page: Page): Promise<Focused> => page.evaluate(readFocused);

/** Moves the focus with Tab to what bears this name; the focus must be seen on everything passed. */
export const tabTo = (page: Page, name: RegExp): Promise<void> => tabUntil(page, (at) => name.test(at.name), name);

/** Moves the focus with Tab into the page's group of radios. */
export const tabToRadios = (page: Page): Promise<void> => tabUntil(page, ({ kind }) => kind === "radio", /radios/);

const tabUntil = async (page: Page, isThere: (at: Focused) => boolean, wanted: RegExp): Promise<void> => {
  const passed: string[] = [];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press("Tab");
    const at = await focused(page);
    passed.push(at.name);
    if (at.kind === "body") continue;
    expect(at.outline, `the focus shows on « ${at.name} » (${page.url()})`).toBeGreaterThanOrEqual(2);
    expect(at.inView, `« ${at.name} » is in view when it has the focus (${page.url()})`).toBe(true);
    if (isThere(at)) return;
  }
  throw new Error(`Tab never reaches ${wanted}; it passes ${passed.join(" | ")}`);
};

/** Reaches a button or a link with Tab and presses Enter; waits for the page that follows. */
export const enter = async (page: Page, name: RegExp): Promise<void> => {
  await tabTo(page, name);
  await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
};

/** Reaches a field with Tab and types. */
export const type = async (page: Page, label: RegExp, text: string): Promise<void> => {
  await tabTo(page, label);
  await page.keyboard.type(text);
};

/** Reaches a box with Tab and ticks it with Space. */
export const tick = async (page: Page, label: RegExp): Promise<void> => {
  await tabTo(page, label);
  await page.keyboard.press("Space");
};

/** Inside a group of radios: down to the one of this name. */
export const arrowTo = async (page: Page, name: RegExp): Promise<void> => {
  for (let step = 0; step < MOST_STEPS; step += 1) {
    await page.keyboard.press("ArrowDown");
    const at = await focused(page);
    expect(at.outline, `the focus shows on « ${at.name} »`).toBeGreaterThanOrEqual(2);
    if (name.test(at.name)) return;
  }
  throw new Error(`The arrows never reach ${name}.`);
};
