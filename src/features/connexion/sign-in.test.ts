import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { lastLoginMail } from "#testing/mailbox.ts";
import { signIn } from "#testing/sign-in.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

test("an aidant signs in in three pages and lands in the only structure he belongs to", async () => {
  const structure = await world.aStructure({ nom: "Maison des Lilas" });
  const aidante = await structure.anAidant();
  const person = world.aStranger();

  expect((await person.get(paths.chooseStructure({}))).headers.location).toBe(paths.signIn({}));
  expect((await person.get(paths.signIn({}))).statusCode).toBe(200);
  const asked = await person.post(paths.signIn({}), { courriel: ` ${aidante.courriel.toUpperCase()} ` });
  expect([asked.statusCode, asked.headers.location]).toEqual([303, paths.signInWaiting({})]);
  expect((await person.get(paths.signInWaiting({}))).body).toContain(aidante.courriel);

  const { link } = await lastLoginMail(world.deps, aidante.courriel);
  expect((await person.get(link)).body).toContain("Continuer");
  expect((await person.post(link)).headers.location).toBe(paths.secondFactor({}));
  const code = totpCodeAt(aidante.secret, world.clock.now());
  const entered = await person.post(paths.secondFactor({}), { code });

  expect([entered.statusCode, entered.headers.location]).toEqual([303, paths.chooseStructure({})]);
  const home = await person.get(paths.chooseStructure({}));
  expect(home.headers.location).toBe(paths.aidantHome({ structure: structure.reference }));
  const page = await person.get(paths.aidantHome({ structure: structure.reference }));
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("Bonjour Amina");
  expect(page.body).toContain("Maison des Lilas");
});

test("02-12 a destination that is too long, or no page of ours, leads home after the login", async () => {
  const structure = await world.aStructure();
  const home = paths.aidantHome({ structure: structure.reference });
  const long = `${home}?q=${"a".repeat(2048 - home.length - 3)}`;
  for (const [asked, expected] of [
    [long, long],
    [`${long}a`, paths.chooseStructure({})],
    ["/nulle-part", paths.chooseStructure({})],
    ["//exemple.test/espace-aidant", paths.chooseStructure({})],
  ] as const) {
    const aidante = await structure.anAidant();
    const person = world.aStranger();
    await person.get(asked);
    const entered = await signIn(world.deps, person, aidante);
    expect([asked.slice(0, 40), entered.headers.location]).toEqual([asked.slice(0, 40), expected]);
  }
});

test("a person already signed in who opens the page of sign-in is led to his place", async () => {
  const aidante = await (await world.aStructure()).anAidant();
  expect((await aidante.get(paths.signIn({}))).headers.location).toBe(paths.chooseStructure({}));
  expect((await aidante.post(paths.signIn({}), { courriel: "x" })).headers.location).toBe(paths.chooseStructure({}));
});
