import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { lastLoginMail, messagesTo } from "#testing/mailbox.ts";
import type { Person } from "#testing/person.ts";
import { openWorld } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { deps, clock } = world;
const structure = await world.aStructure();

const asking = async (courriel: string, person: Person = world.aStranger()) => {
  await person.get(paths.signIn({}));
  await person.post(paths.signIn({}), { courriel });
  return person;
};
const aScene = async () => {
  const { courriel } = await structure.anAidant();
  const person = await asking(courriel);
  return { courriel, person, ...(await lastLoginMail(deps, courriel)) };
};
const typing = (person: Person, code: string) => person.post(paths.signInWaiting({}), { code });
const wrongFor = (code: string) => (code === "000000" ? "000001" : "000000");

test("02-9 a link opened ten times by a mail scanner still works, once", async () => {
  const { person, link } = await aScene();
  const scanner = world.aStranger();
  for (let turn = 0; turn < 5; turn++) {
    expect((await scanner.get(link)).statusCode).toBe(403);
    expect((await person.get(link)).statusCode).toBe(200);
  }
  expect((await person.post(link)).headers.location).toBe(paths.secondFactor({}));
  expect((await person.post(link)).statusCode).toBe(410);
});

describe("02-10 a link in another browser", () => {
  test("is refused and still works in the first", async () => {
    const { person, link } = await aScene();
    const elsewhere = await asking("personne@example.test");
    expect((await elsewhere.get(link)).statusCode).toBe(403);
    const refused = await elsewhere.post(link);
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain("Ce lien s’ouvre dans le navigateur où vous l’avez demandé");
    expect((await person.post(link)).headers.location).toBe(paths.secondFactor({}));
  });

  test("has a code that works in the first browser only", async () => {
    const { person, code } = await aScene();
    const elsewhere = await asking("personne@example.test");
    expect((await typing(elsewhere, code)).statusCode).toBe(422);
    expect((await typing(world.aStranger(), code)).statusCode).toBe(403);
    expect((await typing(person, ` ${code.slice(0, 3)} ${code.slice(3)} `)).headers.location).toBe(
      paths.secondFactor({}),
    );
  });
});

describe("02-11 the life of a link", () => {
  test("ends at 15 min 00 s", async () => {
    const early = await aScene();
    clock.advance(15 * MINUTE - 1000);
    expect((await early.person.post(early.link)).statusCode).toBe(303);
    const late = await aScene();
    clock.advance(15 * MINUTE);
    expect((await late.person.get(late.link)).statusCode).toBe(410);
    expect((await late.person.post(late.link)).statusCode).toBe(410);
  });

  test("used, replaced, too old or unknown: one page, the same to the letter", async () => {
    const used = await aScene();
    await used.person.post(used.link);
    const replaced = await aScene();
    await asking(replaced.courriel, replaced.person);
    const unknown = await used.person.get(paths.signInLink({ jeton: "x".repeat(43) }));
    const pages = [unknown, await used.person.get(used.link), await replaced.person.get(replaced.link)];
    expect(pages.map(({ statusCode }) => statusCode)).toEqual([410, 410, 410]);
    expect(new Set(pages.map(({ body }) => body))).toHaveLength(1);
  });

  test("a fourth live link cancels the first; using one cancels the others", async () => {
    const { courriel } = await structure.anAidant();
    const scenes: { readonly person: Person; readonly link: string }[] = [];
    for (let turn = 0; turn < 4; turn++) {
      clock.advance(1000);
      const person = await asking(courriel);
      scenes.push({ person, link: (await lastLoginMail(deps, courriel)).link });
    }
    const statuses = async () =>
      Promise.all(scenes.map(async ({ person, link }) => (await person.get(link)).statusCode));
    expect(await statuses()).toEqual([410, 200, 200, 200]);
    await scenes[2]?.person.post(scenes[2].link);
    expect(await statuses()).toEqual([410, 410, 410, 410]);
  });
});

test("the code of the mail serves 10 minutes and dies at the fifth wrong one; tries left are told from the third", async () => {
  const { person, code, link } = await aScene();
  const bodies: string[] = [];
  for (let turn = 0; turn < 5; turn++) {
    const answer = await typing(person, wrongFor(code));
    expect(answer.statusCode).toBe(422);
    bodies.push(answer.body);
  }
  expect(bodies[1]).not.toContain("Il vous reste");
  expect(bodies[2]).toContain("Il vous reste 2\u00a0essais");
  expect(bodies[3]).toContain("Il vous reste 1\u00a0essai");
  expect((await typing(person, code)).statusCode).toBe(422);
  expect((await person.get(link)).statusCode).toBe(200);

  const late = await aScene();
  clock.advance(10 * MINUTE);
  expect((await typing(late.person, late.code)).statusCode).toBe(422);
});

test("another message may be asked for after a minute; the former link no longer serves", async () => {
  const { person, courriel, link } = await aScene();
  const again = () => person.post(paths.signInWaiting({}), { demande: "nouveau-message" });
  expect((await again()).body).toContain("Un message vient de partir");
  expect(await messagesTo(deps, courriel)).toHaveLength(1);
  clock.advance(MINUTE);
  expect((await again()).body).toContain("un nouveau message vient de partir");
  expect(await messagesTo(deps, courriel)).toHaveLength(2);
  expect((await person.get(link)).statusCode).toBe(410);
  const { link: next } = await lastLoginMail(deps, courriel);
  expect((await person.post(next)).headers.location).toBe(paths.secondFactor({}));
});

test("a link opened by somebody signed in as another asks him to sign out first", async () => {
  const { person, link } = await aScene();
  const other = await structure.anAidant({ prenom: "Bruno" });
  person.cookies.set("ac-ac", other.cookies.get("ac-ac") ?? "");
  const page = await person.get(link);
  expect(page.statusCode).toBe(409);
  expect(page.body).toContain("Se déconnecter du compte de Bruno");
});

test("a link opened by its own person, signed in already, leads to her place and is kept", async () => {
  const aidante = await structure.anAidant();
  const person = await asking(aidante.courriel);
  const { link } = await lastLoginMail(deps, aidante.courriel);
  aidante.cookies.set("ac-lien", person.cookies.get("ac-lien") ?? "");
  expect((await aidante.get(link)).headers.location).toBe(paths.chooseStructure({}));
  expect((await aidante.post(link)).headers.location).toBe(paths.chooseStructure({}));
  expect((await person.post(link)).headers.location).toBe(paths.secondFactor({}));
});

test.each([
  "",
  "amina",
  "amina@",
  "a@b@example.test",
  `${"a".repeat(250)}@example.test`,
])("%o is not an address: it is kept in the field, with what to do", async (courriel) => {
  const person = world.aStranger();
  await person.get(paths.signIn({}));
  const answer = await person.post(paths.signIn({}), { courriel });
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain("Tapez une adresse électronique complète");
  expect(answer.body).toContain(courriel === "" ? " value " : `value="${courriel}"`);
});

test("the mail says who asks, when, and has one link, in text as in HTML", async () => {
  const { courriel, link, code } = await aScene();
  const [mail] = await messagesTo(deps, courriel);
  for (const part of [mail?.text, mail?.html]) {
    expect(part).toContain(link);
    expect(part).toContain(code);
    expect(part).toContain("quelqu’un a demandé à se connecter avec votre adresse");
    expect(part?.match(/https?:\/\//g)).toHaveLength(1);
  }
});
