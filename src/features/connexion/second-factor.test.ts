import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { messagesTo } from "#testing/mailbox.ts";
import type { Person } from "#testing/person.ts";
import { openLoginLink, signIn } from "#testing/sign-in.ts";
import { type Aidant, openWorld } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { db, deps, clock } = world;
const structure = await world.aStructure();

const typing = (person: Person, code: string) => person.post(paths.secondFactor({}), { code });
const codeAt = ({ secret }: Pick<Aidant, "secret">, steps = 0) =>
  totpCodeAt(secret, new Date(clock.now().getTime() + steps * 30_000));
/** Six digits that no step around now has. */
const wrongFor = (aidante: Pick<Aidant, "secret">) => {
  const near = [-1, 0, 1].map((step) => codeAt(aidante, step));
  return ["000000", "000001", "000002", "000003"].find((code) => !near.includes(code)) ?? "";
};
const aScene = async () => {
  const aidante = await structure.anAidant();
  const person = world.aStranger();
  await openLoginLink(deps, person, aidante);
  return { aidante, person };
};
const sessionsOf = (compteId: string) =>
  db.selectFrom("session_compte").selectAll().where("compte_id", "=", compteId).orderBy("created_at").execute();
const factsOf = async (compteId: string) =>
  (
    await db
      .selectFrom("journal_index")
      .select("type")
      .where("stream", "=", `aidant/${compteId}`)
      .orderBy("n")
      .execute()
  ).map(({ type }) => type);

describe("02-16 the code of an application", () => {
  test.each([
    [-2, 422],
    [-1, 303],
    [0, 303],
    [1, 303],
    [2, 422],
  ])("of step %i answers %i", async (step, status) => {
    const { aidante, person } = await aScene();
    expect((await typing(person, codeAt(aidante, step))).statusCode).toBe(status);
  });

  test("serves once: the same step is refused at the next login", async () => {
    const { aidante, person } = await aScene();
    const code = codeAt(aidante);
    expect((await typing(person, code)).statusCode).toBe(303);
    const again = world.aStranger();
    await openLoginLink(deps, again, aidante);
    const refused = await typing(again, code);
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain("Ce code n’est pas le bon, ou il a déjà servi");
    clock.advance(30_000);
    expect((await typing(again, codeAt(aidante))).statusCode).toBe(303);
  });
});

describe("02-13 a session", () => {
  test("is never the one that the browser came with", async () => {
    const aidante = await structure.anAidant();
    const person = world.aStranger();
    person.cookies.set("ac-ac", "identifiant-choisi-par-un-autre-12345678901");
    await signIn(deps, person, aidante);
    const cookie = person.cookies.get("ac-ac");
    expect(cookie).toMatch(/^[\w-]{43}$/);
    expect((await person.get(paths.chooseStructure({}))).statusCode).toBe(303);
    const rows = await sessionsOf(aidante.compteId);
    expect(JSON.stringify(rows)).not.toContain(cookie);
  });

  test("needs both proofs: a link alone opens nothing, a code alone opens nothing", async () => {
    const { person } = await aScene();
    expect((await person.get(paths.chooseStructure({}))).headers.location).toBe(paths.signIn({}));
    const stranger = world.aStranger();
    await stranger.get(paths.signIn({}));
    expect((await typing(stranger, "123456")).statusCode).toBe(410);
  });

  test("is written with its fact, as its end is", async () => {
    const { aidante, person } = await aScene();
    await typing(person, codeAt(aidante));
    const home = await person.get(paths.aidantHome({ structure: structure.reference }));
    const csrf = home.body.match(/name="_csrf" value="([^"]+)"/)?.[1] ?? "";
    const out = await person.post(paths.signOut({}), { _csrf: csrf });
    expect([out.statusCode, out.headers["clear-site-data"]]).toEqual([303, '"cache", "storage"']);
    expect(out.cookies.map(({ name }) => name)).not.toContain("ac-navigateur");
    expect((await person.get(paths.signOut({}))).body).toContain("déconnectez-vous aussi de ce service");
    expect((await sessionsOf(aidante.compteId)).at(-1)).toMatchObject({ end_cause: "asked", ended_at: clock.now() });
    expect((await factsOf(aidante.compteId)).slice(-2)).toEqual(["SignedIn", "SignedOut"]);
  });

  test("beyond three closes the longest idle one", async () => {
    const aidante = await structure.anAidant();
    for (let turn = 0; turn < 3; turn++) {
      clock.advance(MINUTE);
      await signIn(deps, world.aStranger(), aidante);
    }
    const sessions = await sessionsOf(aidante.compteId);
    expect(sessions.map(({ end_cause }) => end_cause)).toEqual(["too-many-sessions", null, null, null]);
    expect((await aidante.get(paths.chooseStructure({}))).headers.location).toBe(paths.signIn({}));
    const subjects = (await messagesTo(deps, aidante.courriel)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith("Une de vos sessions"))).toHaveLength(1);
  });

  test.each(["suspendu", "desactive"] as const)("of a compte %s is closed at the next request", async (etat) => {
    const aidante = await structure.anAidant();
    expect((await aidante.get(paths.chooseStructure({}))).headers.location).not.toBe(paths.signIn({}));
    await db.updateTable("compte").set({ etat }).where("id", "=", aidante.compteId).execute();
    expect((await aidante.get(paths.chooseStructure({}))).headers.location).toBe(paths.signIn({}));
  });
});

describe("02-22 wrong codes", () => {
  const fiveWrong = async ({ aidante, person }: { readonly aidante: Aidant; readonly person: Person }) => {
    for (let turn = 0; turn < 4; turn++) expect((await typing(person, wrongFor(aidante))).statusCode).toBe(422);
    return typing(person, wrongFor(aidante));
  };

  test("five close for 15 minutes, and say when it opens; then 30; the right code resets", async () => {
    const scene = await aScene();
    const locked = await fiveWrong(scene);
    expect(locked.statusCode).toBe(429);
    const hour = new Intl.DateTimeFormat("fr-FR", { timeZone: "Europe/Paris", hour: "numeric", minute: "2-digit" })
      .format(new Date(clock.now().getTime() + 15 * MINUTE))
      .replace(":", "\u00a0h\u00a0");
    expect(locked.body).toContain(hour);
    expect((await typing(scene.person, codeAt(scene.aidante))).statusCode).toBe(429);
    clock.advance(15 * MINUTE);
    await openLoginLink(deps, scene.person, scene.aidante);
    await fiveWrong(scene);
    const row = () =>
      db.selectFrom("compte").selectAll().where("id", "=", scene.aidante.compteId).executeTakeFirstOrThrow();
    expect((await row()).locked_until).toEqual(new Date(clock.now().getTime() + 30 * MINUTE));
    clock.advance(30 * MINUTE);
    await openLoginLink(deps, scene.person, scene.aidante);
    expect((await typing(scene.person, codeAt(scene.aidante))).statusCode).toBe(303);
    expect(await row()).toMatchObject({ wrong_codes: 0, lock_level: 0, locked_until: null });
  });

  test("the third closing in a row is told to the person", async () => {
    const scene = await aScene();
    for (const minutes of [15, 30, 60]) {
      await fiveWrong(scene);
      clock.advance(minutes * MINUTE);
      if (minutes < 60) await openLoginLink(deps, scene.person, scene.aidante);
    }
    const subjects = (await messagesTo(deps, scene.aidante.courriel)).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject.startsWith("Trop de codes faux"))).toHaveLength(1);
  });

  test("an outsider who has used no link locks nobody", async () => {
    const aidante = await structure.anAidant();
    const outsider = world.aStranger();
    await outsider.get(paths.signIn({}));
    await outsider.post(paths.signIn({}), { courriel: aidante.courriel });
    for (let turn = 0; turn < 6; turn++) expect((await typing(outsider, "000000")).statusCode).toBe(410);
    const row = await db.selectFrom("compte").selectAll().where("id", "=", aidante.compteId).executeTakeFirst();
    expect(row).toMatchObject({ wrong_codes: 0, lock_level: 0, locked_until: null });
  });

  test("at step-up count with those of the login", async () => {
    const aidante = await structure.anAidant();
    clock.advance(16 * MINUTE);
    for (let turn = 0; turn < 5; turn++) await aidante.post(paths.verification({}), { code: wrongFor(aidante) });
    expect((await factsOf(aidante.compteId)).filter((type) => type === "StepUpRefused")).toHaveLength(5);
    const person = world.aStranger();
    await openLoginLink(deps, person, aidante);
    expect((await typing(person, codeAt(aidante))).statusCode).toBe(429);
  });
});

test("without any confirmed factor, the page says how to get an invitation", async () => {
  const aidante = await structure.anAidant({ factor: false });
  const person = world.aStranger();
  await openLoginLink(deps, person, aidante);
  const page = await person.get(paths.secondFactor({}));
  expect(page.statusCode).toBe(403);
  expect(page.body).toContain("Demandez une nouvelle invitation au référent");
});
