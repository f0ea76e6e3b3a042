import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readStylesheet } from "./stylesheet.ts";

const folder = join(process.cwd(), "src/ui/theme");
const css = readStylesheet(process.cwd());

test("the stylesheet weighs at most 12 kB compressed", () => {
  expect(gzipSync(css).length).toBeLessThanOrEqual(12_000);
});

test("every part of the folder is in the stylesheet", () => {
  const sizes = readdirSync(folder)
    .filter((name) => name.endsWith(".css"))
    .map((name) => statSync(join(folder, name)).size);
  expect(Buffer.byteLength(css)).toBe(sizes.reduce((sum, size) => sum + size, 0) + sizes.length - 1);
});

test("two font files, 60 kB together at most, with their licence beside them", () => {
  const files = readdirSync(join(folder, "fonts"));
  const fonts = files.filter((name) => name.endsWith(".woff2"));
  expect(fonts).toHaveLength(2);
  expect(fonts.reduce((sum, name) => sum + statSync(join(folder, "fonts", name)).size, 0)).toBeLessThanOrEqual(60_000);
  expect(files).toContain("LICENSE-OFL.txt");
});

test("nothing moves, for anybody: neither animation nor transition", () => {
  expect(css).not.toMatch(/\b(animation|transition|@keyframes)\b/);
});

test("nothing is fetched but the two fonts, from beside the stylesheet", () => {
  const addresses = [...css.matchAll(/url\("?([^")]+)"?\)/g)].map(([, address]) => address);
  expect(addresses).toEqual(["fonts/atkinson-latin.woff2", "fonts/atkinson-latin-ext.woff2"]);
});

test("every custom property that is read is declared", () => {
  const declared = new Set([...css.matchAll(/(--[\w-]+):/g)].map(([, name]) => name));
  const read = [...css.matchAll(/var\((--[\w-]+)/g)].map(([, name]) => name);
  expect(read.filter((name) => !declared.has(name))).toEqual([]);
});

test("the focus is never removed on screen, but from the page's main part, which no key reaches", () => {
  const screen = css.slice(0, css.indexOf("@media print"));
  expect(
    [...screen.matchAll(/([^{}]*)\{[^{}]*outline:\s*(?:none|0)[^{}]*\}/g)].map(([, rule = ""]) => rule.trim()),
  ).toEqual(["main:focus"]);
});
