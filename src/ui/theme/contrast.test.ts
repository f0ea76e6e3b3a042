import { describe, expect, test } from "vitest";
import { readStylesheet } from "./stylesheet.ts";

type Tokens = ReadonlyMap<string, string>;

const css = readStylesheet(process.cwd()).replaceAll(/\/\*[\s\S]*?\*\//g, "");

const tokensOf = (opening: string): Tokens => {
  const start = css.indexOf(opening) + opening.length;
  const body = css.slice(start, css.indexOf("}", start));
  return new Map(
    [...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]),
  );
};

const light = tokensOf(":root {");
const dark = new Map([...light, ...tokensOf(':root[data-fr-scheme="dark"] {')]);
const schemes = [
  ["light", light],
  ["dark", dark],
] as const;

/** WCAG 2.2, relative luminance. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (tokens: Tokens, one: string, other: string): number => {
  const [first, second] = [one, other].map((name) => {
    const value = tokens.get(name);
    if (!value) throw new Error(`The token --${name} has no colour.`);
    return luminance(value);
  }) as [number, number];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
};

/** Rules that set both a text and its ground say themselves which pairs are used. */
const declaredPairs = [...css.matchAll(/\{([^{}]*)\}/g)].flatMap(([, body = ""]) => {
  const text = /(?:^|[\s;])color: var\(--([\w-]+)\)/.exec(body)?.[1];
  const ground = /background(?:-color)?: var\(--([\w-]+)\)/.exec(body)?.[1];
  return text && ground ? [[text, ground] as const] : [];
});

const grounds = ["paper", "paper-soft"];
const softGrounds = ["primary-soft", "success-soft", "warning-soft", "danger-soft", "info-soft"];
const severities = ["success", "warning", "danger", "info"];

/** Text that takes the ground of what surrounds it. */
const inheritedPairs = [
  ...["ink", "ink-muted", "primary", "primary-strong", ...severities].flatMap((text) =>
    grounds.map((ground) => [text, ground] as const),
  ),
  ...["ink", "ink-muted", "primary", "primary-strong"].flatMap((text) =>
    softGrounds.map((ground) => [text, ground] as const),
  ),
  ...severities.map((text) => [text, `${text}-soft`] as const),
];

const controlPairs = ["control-line", "focus", "primary", "danger", "accent", "success"].flatMap((edge) =>
  [...grounds, "primary-soft"].map((ground) => [edge, ground] as const),
);

describe.each(schemes)("in the %s scheme", (_, tokens) => {
  test.each([...declaredPairs, ...inheritedPairs])("text in --%s is read on --%s (4.5)", (text, ground) => {
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(controlPairs)("an edge in --%s is seen on --%s (3)", (edge, ground) => {
    expect(contrast(tokens, edge, ground)).toBeGreaterThanOrEqual(3);
  });
});

test("the stylesheet pairs text and ground in at least ten rules, so the check has something to check", () => {
  expect(declaredPairs.length).toBeGreaterThanOrEqual(10);
});

test("black on white has the contrast that WCAG gives: 21", () => {
  expect(
    contrast(
      new Map([
        ["a", "#000000"],
        ["b", "#ffffff"],
      ]),
      "a",
      "b",
    ),
  ).toBeCloseTo(21, 5);
});

test("dark by preference and dark by choice are the same colours", () => {
  expect(tokensOf(':root:not([data-fr-scheme="light"]) {')).toEqual(tokensOf(':root[data-fr-scheme="dark"] {'));
});

test("colours are named: none is written outside the tokens and the print sheet", () => {
  const outside = css.slice(css.indexOf("@font-face"), css.indexOf("@page"));
  expect(outside.match(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/gi)).toBeNull();
});
