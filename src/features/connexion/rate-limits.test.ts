import { describe, expect, test } from "vitest";
import { createApp } from "#app.ts";
import { paths } from "#paths.ts";
import { lastLoginMail, messagesTo } from "#testing/mailbox.ts";
import { aPerson, type Person } from "#testing/person.ts";
import { openLoginLink } from "#testing/sign-in.ts";
import { openWorld } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { deps, clock, db } = world;
const structure = await world.aStructure();
/** A second instance on the same database: counters are shared. */
const secondApp = createApp(deps);
await secondApp.ready();

const atSecond = (): Person => aPerson(secondApp, deps, (cookies) => cookies.get("ac-navigateur") ?? "");
const asking = async (courriel: string, person = world.aStranger()) => {
  await person.get(paths.signIn({}));
  return person.post(paths.signIn({}), { courriel });
};
/** An hour later, and nothing counted for the network of these tests. */
const later = async () => {
  clock.advance(60 * MINUTE);
  await db.deleteFrom("rate_event").execute();
};

describe("02-36 login mails", () => {
  test("to one address: 5 an hour leave, the sixth shows the usual page and nothing leaves", async () => {
    await later();
    const { courriel } = await structure.anAidant();
    for (let turn = 0; turn < 5; turn++) await asking(courriel, turn % 2 ? atSecond() : world.aStranger());
    expect(await messagesTo(deps, courriel)).toHaveLength(5);
    const sixth = await asking(courriel, atSecond());
    expect([sixth.statusCode, sixth.headers.location]).toEqual([303, paths.signInWaiting({})]);
    expect(await messagesTo(deps, courriel)).toHaveLength(5);
    clock.advance(60 * MINUTE - 1);
    await asking(courriel);
    expect(await messagesTo(deps, courriel)).toHaveLength(5);
    clock.advance(1);
    await asking(courriel);
    expect(await messagesTo(deps, courriel)).toHaveLength(6);
  });

  test("to one address: 15 a day", async () => {
    await later();
    const { courriel } = await structure.anAidant();
    for (let turn = 0; turn < 16; turn++) {
      clock.advance(20 * MINUTE);
      await asking(courriel);
    }
    expect(await messagesTo(deps, courriel)).toHaveLength(15);
  });

  test("from one network: 60 in 10 minutes; the sixty-first shows the usual page and nothing leaves", async () => {
    await later();
    for (let turn = 0; turn < 60; turn++) await asking(`personne.${turn}@example.test`);
    const { courriel } = await structure.anAidant();
    expect((await asking(courriel)).headers.location).toBe(paths.signInWaiting({}));
    expect(await messagesTo(deps, courriel)).toEqual([]);
    clock.advance(10 * MINUTE);
    await asking(courriel);
    expect(await messagesTo(deps, courriel)).toHaveLength(1);
  });
});

test("02-36 codes of mails from one network: 60 in 10 minutes, then 429 with the time to wait", async () => {
  await later();
  const { courriel } = await structure.anAidant();
  const person = world.aStranger();
  await asking(courriel, person);
  const { code } = await lastLoginMail(deps, courriel);
  const stranger = world.aStranger();
  await asking("autre@example.test", stranger);
  for (let turn = 0; turn < 60; turn++)
    expect((await stranger.post(paths.signInWaiting({}), { code: "12" })).statusCode).toBe(422);
  const refused = await person.post(paths.signInWaiting({}), { code });
  expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([429, "600"]);
  expect(refused.body).toContain("Trop d’essais depuis ce réseau");
  await db.deleteFrom("rate_event").execute();
  expect((await person.post(paths.signInWaiting({}), { code })).headers.location).toBe(paths.secondFactor({}));
});

test("02-36 second factors from one network: 120 in 10 minutes; people signed in there are not stopped", async () => {
  await later();
  const signedIn = await structure.anAidant();
  const aidante = await structure.anAidant();
  const person = world.aStranger();
  await openLoginLink(deps, person, aidante);
  const stranger = world.aStranger();
  await stranger.get(paths.signIn({}));
  for (let turn = 0; turn < 120; turn++)
    expect((await stranger.post(paths.secondFactor({}), { code: "123456" })).statusCode).toBe(410);
  const refused = await person.post(paths.secondFactor({}), { code: "123456" });
  expect([refused.statusCode, refused.headers["retry-after"]]).toEqual([429, "600"]);
  expect((await signedIn.get(paths.aidantHome({ structure: structure.reference }))).statusCode).toBe(200);
  expect((await signedIn.post(paths.verification({}), { code: "123456" })).statusCode).toBe(422);
});
