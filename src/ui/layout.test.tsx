import { render } from "preact-render-to-string";
import { expect, test } from "vitest";
import { documentTitle, Layout } from "./layout.tsx";
import type { PageFrame } from "./page-frame.ts";

const frame: PageFrame = {
  stylesheetHref: "/assets/theme.0a1b.css",
  faviconHref: "/assets/favicon.svg",
  homeHref: "/",
  banner: "Démonstration",
  context: { name: "Espace <des> Tilleuls", switchLink: { label: "Changer de structure", href: "/espace-aidant" } },
  navigation: [
    { label: "Accueil", href: "/accueil", current: true },
    { label: "Mandats", href: "/mandats" },
  ],
  account: { name: "Camille Martin", signOutAction: "/deconnexion", csrfToken: "jeton-42" },
  footerLinks: [{ label: "Mentions légales", href: "/mentions-legales" }],
};

const page = (props: Partial<Parameters<typeof Layout>[0]> = {}) =>
  render(
    <Layout frame={frame} title="Mandats" {...props}>
      <h1>Mandats</h1>
    </Layout>,
  );

test("the title says the page, then the place, then the service", () => {
  expect(documentTitle({ title: "Mandats", context: "Espace des Tilleuls" })).toBe(
    "Mandats – Espace des Tilleuls – Aidants Connect",
  );
  expect(documentTitle({ title: "Accueil" })).toBe("Accueil – Aidants Connect");
});

test("the title of a page that answers a refused form begins with the word Erreur", () => {
  expect(page({ hasErrors: true })).toContain(
    "<title>Erreur – Mandats – Espace &lt;des> Tilleuls – Aidants Connect</title>",
  );
});

test("each skip link leads to something on the page", () => {
  const html = page();
  const links = [...html.matchAll(/class="fr-link" href="#([\w-]+)"/g)].map(([, id]) => id);
  expect(links).toEqual(["contenu", "menu", "pied-de-page"]);
  for (const id of links) expect(html).toContain(`id="${id}"`);
});

test("a name typed by somebody is text, never markup", () => {
  expect(page()).not.toContain("<des>");
});

test("signing out is a form that carries its protection", () => {
  expect(page()).toContain('action="/deconnexion"><input type="hidden" name="_csrf" value="jeton-42"/>');
});

test("the current page of the menu says so", () => {
  expect(page()).toContain('href="/accueil" aria-current="page"');
});

test("a page that the usager reads shows neither menu, nor switch, nor the account of the person beside her", () => {
  const html = page({ variant: "usager" });
  expect(html).toContain("ac-page--usager");
  expect(html).toContain("Espace &lt;des> Tilleuls");
  for (const absent of ['id="menu"', "#menu", "Changer de structure", "Camille Martin", "Se déconnecter"])
    expect(html).not.toContain(absent);
});

test("the language of a page is the one it asks for, French otherwise", () => {
  expect(page()).toContain('<html lang="fr"');
  expect(page({ lang: "ar" })).toContain('<html lang="ar"');
});

test("pages of a signed-in person are not for search engines", () => {
  const { account: _, context: __, ...anonymous } = frame;
  expect(page()).toContain('content="noindex"');
  expect(page({ frame: anonymous })).not.toContain("noindex");
});

test("nothing on the page needs a relaxed content policy", () => {
  expect(page()).not.toMatch(/<script|\sstyle=|\son\w+=/);
});
