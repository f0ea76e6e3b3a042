import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { readIdempotencyKey, rememberOutcome } from "#store/idempotence-store.ts";
import { createGuardedApp } from "#testing/guarded-app.ts";
import { lastLoginMail, messagesTo } from "#testing/mailbox.ts";
import { aPerson, type Person } from "#testing/person.ts";
import { openLoginLink } from "#testing/sign-in.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { db, deps, clock } = world;
const structure = await world.aStructure();
const done: string[] = [];
const instance = () =>
  createGuardedApp(deps, async (habilite) => {
    habilite.post(
      "/espace-aidant/:structure/essai",
      { config: { sensitive: "conclure-mandat" } },
      async (request, reply) => {
        await wait(20);
        done.push(request.acting.compteId);
        return reply.redirect("/fait", 303);
      },
    );
  });
/** Two instances of the service on one database. */
const apps = [instance(), instance()];
for (const app of apps) await app.ready();

const csrfOfBrowser = (cookies: ReadonlyMap<string, string>) => cookies.get("ac-navigateur") ?? "";
/** The same browser, clicking `count` times at once, on both instances. */
const clicks = (person: Person, count: number, csrfSubject = csrfOfBrowser): readonly Person[] =>
  Array.from({ length: count }, (_, rank) =>
    aPerson(apps[rank % 2] as (typeof apps)[number], deps, csrfSubject, new Map(person.cookies)),
  );
const statuses = async (posts: readonly Promise<{ readonly statusCode: number }>[]) =>
  (await Promise.all(posts)).map(({ statusCode }) => statusCode).toSorted();

test("a link used eight times at once, and its code with it, serves once", async () => {
  const { courriel } = await structure.anAidant();
  const person = world.aStranger();
  await person.get(paths.signIn({}));
  await person.post(paths.signIn({}), { courriel });
  const { link, code } = await lastLoginMail(deps, courriel);
  const posts = clicks(person, 8).map((click, rank) =>
    rank < 5 ? click.post(link) : click.post(paths.signInWaiting({}), { code }),
  );
  expect((await statuses(posts)).filter((status) => status === 303)).toHaveLength(1);
});

test("two links of one person, used and asked for at once, never block each other: one serves", async () => {
  const { courriel } = await structure.anAidant();
  const people = [world.aStranger(), world.aStranger()];
  const links: string[] = [];
  for (const person of people) {
    await person.get(paths.signIn({}));
    await person.post(paths.signIn({}), { courriel });
    links.push((await lastLoginMail(deps, courriel)).link);
    clock.advance(1);
  }
  const others = Array.from({ length: 2 }, () => world.aStranger());
  for (const other of others) await other.get(paths.signIn({}));
  const asked = others.map((other) => other.post(paths.signIn({}), { courriel }));
  const used = await statuses(people.map((person, rank) => person.post(links[rank] ?? "")));
  expect(used).toEqual([303, 410]);
  expect(await statuses(asked)).toEqual([303, 303]);
});

test("02-16 one code typed at once in two browsers, on two instances, opens one session", async () => {
  const aidante = await structure.anAidant();
  const people = [world.aStranger(), world.aStranger()];
  for (const person of people) {
    await openLoginLink(deps, person, aidante);
    clock.advance(1);
  }
  const code = totpCodeAt(aidante.secret, clock.now());
  const posts = people.map((person, rank) => {
    const [click] = clicks(person, 2).slice(rank);
    return click?.post(paths.secondFactor({}), { code }) ?? Promise.reject();
  });
  expect(await statuses(posts)).toEqual([303, 422]);
  const sessions = await db
    .selectFrom("session_compte")
    .selectAll()
    .where("compte_id", "=", aidante.compteId)
    .execute();
  expect(sessions).toHaveLength(2);
});

test("02-25 a form put aside and resumed eight times at once is sent exactly once", async () => {
  const aidante = await structure.anAidant();
  const ofSession = () => aidante.sessionId;
  const person = aPerson(apps[0] as (typeof apps)[number], deps, ofSession, new Map(aidante.cookies));
  clock.advance(16 * 60_000);
  await person.post(`/espace-aidant/${structure.reference}/essai`, { text: "a" });
  const code = totpCodeAt(aidante.secret, clock.now());
  const answers = await Promise.all(
    clicks(person, 8, ofSession).map((click) => click.post(paths.verification({}), { code })),
  );
  expect(done.filter((id) => id === aidante.compteId)).toHaveLength(1);
  const locations = answers.map(({ headers }) => headers.location);
  expect(locations.filter((location) => location === "/fait")).toHaveLength(1);
  expect(locations.every((location) => location === "/fait" || location === paths.resume({}))).toBe(true);
  const row = await db.selectFrom("compte").selectAll().where("id", "=", aidante.compteId).executeTakeFirst();
  expect(row?.wrong_codes).toBe(0);
});

test("02-36 twelve requests at once for one address send five mails", async () => {
  const { courriel } = await structure.anAidant();
  const people = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const person = world.aStranger();
      await person.get(paths.signIn({}));
      return person;
    }),
  );
  await Promise.all(people.map((person) => person.post(paths.signIn({}), { courriel })));
  expect(await messagesTo(deps, courriel)).toHaveLength(5);
});

test("one idempotency key used eight times at once creates once, and all learn what was created", async () => {
  let created = 0;
  const key = readIdempotencyKey("0123456789abcdef0123456789abcdef") ?? "";
  const results = await Promise.all(
    Array.from({ length: 8 }, () =>
      db.transaction().execute((tx) =>
        rememberOutcome(tx, { scope: "essai", key }, clock.now(), async () => {
          created++;
          await wait(20);
          return { id: "premier" };
        }),
      ),
    ),
  );
  expect(created).toBe(1);
  expect(results.map(({ outcome }) => outcome.id)).toEqual(Array(8).fill("premier"));
  expect(results.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
});
