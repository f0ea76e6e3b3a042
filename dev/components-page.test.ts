import { h } from "preact";
import { render } from "preact-render-to-string";
import { expect, test } from "vitest";
import { ComponentsPage } from "./components-page.tsx";

const html = render(
  h(ComponentsPage, {
    frame: { stylesheetHref: "/s.css", faviconHref: "/f.svg", homeHref: "/", banner: "Démonstration" },
  }),
);
const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(([, found = ""]) => found);

test("every id is used once", () => {
  const ids = all(/\sid="([^"]+)"/g);
  expect(ids.filter((id, rank) => ids.indexOf(id) !== rank)).toEqual([]);
});

test("what explains or names a thing exists", () => {
  const ids = new Set(all(/\sid="([^"]+)"/g));
  const named = all(/\s(?:aria-describedby|aria-labelledby|for)="([^"]+)"/g).flatMap((value) => value.split(" "));
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});

test("every visible control has a label", () => {
  const labels = new Set(all(/<label[^>]*\sfor="([^"]+)"/g));
  const controls = [...html.matchAll(/<(?:input|select|textarea)\b[^>]*>/g)].filter(
    ([tag]) => !tag.includes('type="hidden"'),
  );
  expect(controls.length).toBeGreaterThan(20);
  expect(controls.filter(([tag]) => !labels.has(/\sid="([^"]+)"/.exec(tag)?.[1] ?? "")).map(([tag]) => tag)).toEqual(
    [],
  );
});

test("buttons have names that differ", () => {
  const names = all(/<button[^>]*>(.*?)<\/button>/gs);
  expect(new Set(names).size).toBe(names.length);
});

test("headings follow one another in order, under one title", () => {
  const levels = all(/<h([1-6])\b/g).map(Number);
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.filter((level, rank) => rank > 0 && level > (levels[rank - 1] ?? 0) + 1)).toEqual([]);
});

test("French typography: no ordinary space before : ; ? ! », none after «, no straight apostrophe", () => {
  const texts = html.replaceAll(/<[^>]+>/g, "\n");
  expect(texts.match(/.{0,20}(?: [:;?!»]|« |\w'\w).{0,20}/g)).toBeNull();
});

test("the page needs neither script nor inline style", () => {
  expect(html).not.toMatch(/<script|\sstyle=|\son\w+=/);
});
