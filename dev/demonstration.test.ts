import { afterAll, expect, test } from "vitest";
import { createApp } from "#app.ts";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { hasPending, sequenceOnce } from "#store/journal-sequencing.ts";
import { verifyBase } from "#store/journal-verification.ts";
import { deliverOutbox } from "#store/outbox-delivery.ts";
import { aCounter, openWorldWithFranceConnect, storedConclusion } from "#testing/identification.ts";
import { openDemoMailbox } from "./demo-mailbox.ts";
import { demoRoutes } from "./demo-routes.tsx";
import { demoPaths } from "./demonstration.ts";
import { personas, totpSecretOf } from "./personas.ts";
import { demoCgu, isSeeded, seedPeople } from "./seed.ts";
import { SUB_SECRET, seedMandats } from "./seed-mandats.ts";

const { world, simulator } = await openWorldWithFranceConnect(
  new Date("2026-03-02T12:00:00Z"),
  {},
  { subSecret: SUB_SECRET },
);
await seedMandats(world.deps, await seedPeople(world.deps), simulator.citizens);
const mailbox = openDemoMailbox("memory:", world.clock.now);
const demonstration = { mailbox, simulator, databaseKind: "embedded", now: world.clock.now } as const;
const app = createApp(world.deps, [demoRoutes(demonstration)]);
await app.ready();
afterAll(async () => {
  await app.close();
  await simulator.close();
});

const read = (url: string) => app.inject({ method: "GET", url });

test("the world of the demonstration is built by the service's own acts: its journal is valid", async () => {
  expect(await isSeeded(world.deps)).toBe(true);
  const mandats = await world.db.selectFrom("mandat").select("id").execute();
  expect(mandats.length).toBeGreaterThanOrEqual(6);
  while (await hasPending(world.db)) await world.db.transaction().execute((tx) => sequenceOnce(tx));
  const checks = await verifyBase(world.db, world.clock.now());
  expect(checks.filter(({ result }) => result !== "valid")).toEqual([]);
});

test("every persona is told with what it takes to play her, and the secret shown gives the code accepted", async () => {
  const told = (await read(demoPaths.personas)).json();

  expect(told.personas).toHaveLength(personas.length);
  expect(told.personas[0]).toMatchObject({
    email: "amina.benali@bourg-imaginaire.example.test",
    roles: ["aidant"],
    structures: [{ nom: "France Services de Bourg-Imaginaire", roles: ["aidant"] }],
    habilite: true,
    totpSecret: expect.stringMatching(/^[A-Z2-7]{32}$/),
  });
  expect(told.personas.some(({ structures }: { structures: unknown[] }) => structures.length === 2)).toBe(true);
  expect(told.personas.some(({ roles }: { roles: string[] }) => roles.includes("référent"))).toBe(true);
  expect(told.personas.some(({ habilite }: { habilite: boolean }) => !habilite)).toBe(true);
  expect(told.citizens).toHaveLength(simulator.citizens.length);
  expect(told.simulator.issuer).toBe(simulator.issuer);
});

test("the page of the demonstration shows the codes of the moment, and what the embedded database cannot protect", async () => {
  const page = await read(demoPaths.home);
  const code = totpCodeAt(totpSecretOf(personas[0]), world.clock.now());

  expect(page.statusCode).toBe(200);
  expect(page.body.match(/<h1/g)).toHaveLength(1);
  expect(page.body).toContain(`${code.slice(0, 3)}\u00a0${code.slice(3)}`);
  expect(page.body).toContain("Ce que la base embarquée ne protège pas");
  expect((await read(demoPaths.components)).statusCode).toBe(200);
});

test("messages are told newest first, with the links and codes they hold", async () => {
  const person = world.aStranger();
  await person.get(paths.signIn({}));
  await person.post(paths.signIn({}), { courriel: personas[0].courriel });
  await deliverOutbox(world.deps, mailbox);
  const [newest, ...older] = (await read(`${demoPaths.messagesJson}?to=${personas[0].courriel}`)).json();

  expect(older.every(({ at }: { at: string }) => at <= newest.at)).toBe(true);
  expect(newest).toMatchObject({
    kind: "courriel",
    to: personas[0].courriel,
    subject: expect.any(String),
    text: expect.any(String),
    links: expect.arrayContaining([expect.stringMatching(/\/connexion\/lien\/[\w-]{43}$/)]),
    codes: [expect.stringMatching(/^\d{6}$/)],
  });
  expect((await read(`${demoPaths.messagesJson}?to=nobody@example.test`)).json()).toEqual([]);
  expect((await read(demoPaths.messages)).body).toContain(newest.subject);
});

test("a person of the demonstration is known when she identifies through FranceConnect", async () => {
  const before = await world.db.selectFrom("usager").select("id").execute();
  const counter = await aCounter(world, simulator);
  await counter.aidant.post(paths.cgu({}), { accepte: "oui", version: demoCgu.number });
  await counter.back(await counter.identify("Angela DUBOIS"));
  const { usager_id } = await storedConclusion(world, counter.conclusionId);

  expect(before.map(({ id }) => id)).toContain(usager_id);
});
