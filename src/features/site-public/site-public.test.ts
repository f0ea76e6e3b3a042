import { gzipSync } from "node:zlib";
import Fastify from "fastify";
import { describe, expect, test } from "vitest";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { errorPages } from "./error-pages.tsx";
import { frameOf } from "./frame.ts";
import { sitePublic } from "./routes.tsx";

const lines: { readonly reference?: unknown }[] = [];
const deps = {
  settings: {},
  random: { uuid: () => "a1b2c3d4-0000-4000-8000-000000000000" },
  log: {
    error: (_: string, fields: object) => lines.push(fields),
    warn: (_: string, fields: object) => lines.push(fields),
  },
} as unknown as Deps;

const openSite = async () => {
  const app = Fastify();
  app.decorateRequest("frame");
  app.addHook("onRequest", async (request) => {
    request.frame = frameOf(deps)(request);
  });
  const { forged } = errorPages(app, deps);
  await app.register(sitePublic);
  app.get("/panne", () => {
    throw new Error("secret detail");
  });
  app.get("/occupe", () => {
    throw Object.assign(new Error("secret detail"), { statusCode: 503 });
  });
  app.get("/interdit", () => {
    throw Object.assign(new Error("secret detail"), { statusCode: 403 });
  });
  app.post("/faux", (request, reply) => forged(request, reply));
  return app;
};

const app = await openSite();
const open = async (url: string) => {
  const { statusCode, body } = await app.inject({ url });
  return { statusCode, body };
};

const publicPages = [paths.home({}), paths.accessibilite({}), paths.mentionsLegales({}), paths.donneesPersonnelles({})];

describe.each(publicPages)("%s", (url) => {
  test("opens without an account, with one title and within 15 kB", async () => {
    const { statusCode, body } = await open(url);
    expect(statusCode).toBe(200);
    expect(body.match(/<h1/g)).toHaveLength(1);
    expect(gzipSync(body).length).toBeLessThanOrEqual(15_000);
  });

  test("leads to nowhere that does not exist", async () => {
    const { body } = await open(url);
    const hrefs = [...body.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = ""]) => href);
    const known = new Set([...publicPages, paths.signIn({})]);
    const ids = new Set([...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => `#${id}`));
    expect(hrefs.filter((href) => !known.has(href) && !ids.has(href))).toEqual([]);
  });

  test("names its links so that none is mistaken for another, and headings in order", async () => {
    const { body } = await open(url);
    const links = new Map<string, string>();
    for (const [, href = "", name = ""] of body.matchAll(/<a [^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)) {
      const known = links.get(name) ?? href;
      expect([name, href]).toEqual([name, known]);
      links.set(name, href);
    }
    const levels = [...body.matchAll(/<h([1-6])\b/g)].map(([, level]) => Number(level));
    expect(levels.filter((level, rank) => rank > 0 && level > (levels[rank - 1] ?? 0) + 1)).toEqual([]);
  });

  test("keeps French typography", async () => {
    const texts = (await open(url)).body.replaceAll(/<[^>]+>/g, "\n");
    expect(texts.match(/.{0,20}(?: [:;?!»]|« |\w'\w).{0,20}/g)).toBeNull();
  });
});

test("sentences of the home page for those who are helped have at most 20 words", async () => {
  const { body } = await open(paths.home({}));
  const section = body.slice(body.indexOf('id="je-suis-aide"'), body.indexOf('id="j-aide"'));
  const sentences = section
    .slice(section.indexOf(">") + 1)
    .replaceAll(/<[^>]*>?/g, ". ")
    .split(/[.?:]/)
    .map((sentence) => sentence.trim());
  expect(sentences.filter((sentence) => sentence.split(/\s+/).length > 20)).toEqual([]);
});

test.each([paths.mentionsLegales({}), paths.donneesPersonnelles({})])("%s says that it is a draft", async (url) => {
  const { body } = await open(url);
  expect(body).toContain("Projet de texte, à relire par un juriste");
  expect(body).toContain("Version de projet 1");
});

test("the accessibility page claims no conformity, nor does any footer", async () => {
  const { body } = await open(paths.accessibilite({}));
  expect(body).toContain("État\u00a0: non conforme");
  expect(body).toContain("Accessibilité\u00a0: non conforme");
});

test.each([
  ["/panne", 500, "Le service a rencontré une panne"],
  ["/occupe", 503, "Le service est momentanément indisponible"],
])("a fault at %s answers %i with the reference of the log, and no detail", async (url, status, title) => {
  const { statusCode, body } = await open(url);
  expect(statusCode).toBe(status);
  expect(body).toContain(`<h1>${title}</h1>`);
  expect(body).toContain("a1b2\u00a0c3d4");
  expect(body).not.toContain("secret");
  expect(lines.at(-1)).toMatchObject({ reference: "a1b2c3d4", status });
});

test.each([
  ["/interdit", 403, "Cette page ne vous est pas ouverte"],
  ["/nulle-part", 404, "Page introuvable"],
])("%s answers %i, in words, without reference", async (url, status, title) => {
  const { statusCode, body } = await open(url);
  expect(statusCode).toBe(status);
  expect(body).toContain(`<h1>${title}</h1>`);
  expect(body).not.toContain("a1b2");
});

test("a body that cannot be read is said to be so, and a form of another site is refused", async () => {
  const unreadable = await app.inject({
    method: "POST",
    url: "/faux",
    headers: { "content-type": "a/b" },
    payload: "x",
  });
  expect(unreadable.statusCode).toBe(415);
  expect(unreadable.body).toContain("Votre demande n’a pas pu être lue");
  const forged = await app.inject({ method: "POST", url: "/faux" });
  expect(forged.statusCode).toBe(403);
  expect(forged.body).toContain("Formulaire refusé");
});
