import type { FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { createGuardedApp } from "#testing/guarded-app.ts";
import { aPerson, type Person } from "#testing/person.ts";
import { openLoginLink, signIn } from "#testing/sign-in.ts";
import { type Aidant, openWorld, type TestStructure } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { deps, clock } = world;

/** What the act of this test did: one entry a time it was done. */
const done: { readonly structure: string; readonly text: unknown }[] = [];
const act = "/espace-aidant/:structure/essai";
const app = createGuardedApp(deps, async (habilite: FastifyInstance) => {
  habilite.get(act, async (_, reply) => reply.send("formulaire"));
  habilite.post(act, { config: { sensitive: "conclure-mandat" } }, async ({ acting, body }, reply) => {
    done.push({ structure: acting.structure, text: (body as { text: unknown }).text });
    return reply.redirect(`/espace-aidant/${acting.structure}/fait`, 303);
  });
  habilite.get("/espace-aidant/:structure/fait", async (_, reply) => reply.send("fait"));
  habilite.get("/espace-aidant/:structure/attente", { config: { polling: true } }, async (_, reply) => reply.send("…"));
});
await app.ready();

const urlOf = ({ reference }: TestStructure) => act.replace(":structure", reference);
const doneFor = ({ reference }: TestStructure) => done.filter(({ structure }) => structure === reference);
/** The same aidant, at the application of this test. */
const at = ({ cookies, sessionId }: Aidant): Person => aPerson(app, deps, () => sessionId, new Map(cookies));
const codeOf = ({ secret }: Pick<Aidant, "secret">) => totpCodeAt(secret, clock.now());
const waitingRows = (compteId: string) =>
  world.db.selectFrom("requete_suspendue").selectAll().where("compte_id", "=", compteId).execute();

const aScene = async () => {
  const structure = await world.aStructure();
  const aidante = await structure.anAidant();
  return { structure, aidante, person: at(aidante), url: urlOf(structure) };
};

describe("02-24 the age of a proof", () => {
  test("15 min 00.000 s passes", async () => {
    const { structure, person, url } = await aScene();
    clock.advance(15 * MINUTE);
    await person.get(url);
    expect((await person.post(url, { text: "a" })).headers.location).toBe(`/espace-aidant/${structure.reference}/fait`);
    expect(doneFor(structure)).toHaveLength(1);
  });

  test("15 min 00.001 s does not, and reading pages does not refresh it", async () => {
    const { structure, person, url, aidante } = await aScene();
    clock.advance(10 * MINUTE);
    await person.get(url);
    clock.advance(5 * MINUTE + 1);
    const answer = await person.post(url, { text: "a" });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, paths.verification({})]);
    expect(doneFor(structure)).toEqual([]);
    expect(await waitingRows(aidante.compteId)).toHaveLength(1);
  });
});

const staleScene = async () => {
  const scene = await aScene();
  clock.advance(16 * MINUTE);
  await scene.person.post(scene.url, { text: ["un", "deux & trois"] });
  return scene;
};

describe("02-25 a form posted with a stale proof", () => {
  test("is named with its structure, then sent exactly once with its fields", async () => {
    const { structure, person, aidante } = await staleScene();
    const page = await person.get(paths.verification({}));
    expect(page.body).toContain("Pour conclure un mandat, tapez le code");
    expect(page.body).toContain("Maison d’essai");
    expect(page.headers["content-security-policy"]).toContain("form-action 'self' http://127.0.0.1:9;");
    const before = person.cookies.get("ac-ac");

    const answer = await person.post(paths.verification({}), { code: codeOf(aidante) });

    expect([answer.statusCode, answer.headers.location]).toEqual([303, `/espace-aidant/${structure.reference}/fait`]);
    expect(doneFor(structure)).toEqual([{ structure: structure.reference, text: ["un", "deux & trois"] }]);
    expect(person.cookies.get("ac-ac")).not.toBe(before);
    expect(person.cookies.has("ac-reprise")).toBe(false);
    expect((await person.get(answer.headers.location ?? "")).body).toBe("fait");
  });

  test("a double click and the back button give one result", async () => {
    const { structure, person, aidante } = await staleScene();
    const cookies = new Map(person.cookies);
    const again = aPerson(app, deps, () => aidante.sessionId, cookies);
    const code = codeOf(aidante);
    const first = await person.post(paths.verification({}), { code });
    const second = await again.post(paths.verification({}), { code });
    expect(first.statusCode).toBe(303);
    expect(second.headers.location).toBe(paths.resume({}));
    const led = await again.get(paths.resume({}));
    expect(led.headers.location).toBe(first.headers.location);
    expect((await again.get(led.headers.location ?? "")).body).toBe("fait");
    expect(doneFor(structure)).toHaveLength(1);
  });

  test("a second click with another code opens nothing", async () => {
    const { person, aidante } = await staleScene();
    const again = aPerson(app, deps, () => aidante.sessionId, new Map(person.cookies));
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    const second = await again.post(paths.verification({}), { code: "000000" });
    expect(second.headers.location).toBe(paths.signIn({}));
    expect((await again.get(paths.chooseStructure({}))).headers.location).toBe(paths.signIn({}));
  });

  test("the cookie of before the proof opens nothing", async () => {
    const { person, aidante, url } = await staleScene();
    const old = aPerson(app, deps, () => aidante.sessionId, new Map(person.cookies));
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect((await old.get(url)).headers.location).toBe(paths.signIn({}));
  });

  test("is confirmed first when more than 5 minutes have gone by", async () => {
    const { structure, person, aidante } = await staleScene();
    clock.advance(5 * MINUTE + 1);
    const answer = await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.headers.location).toBe(paths.resume({}));
    expect(doneFor(structure)).toEqual([]);
    expect((await person.get(paths.resume({}))).body).toContain("Envoyer maintenant");
    const sent = await person.post(paths.resume({}), { choix: "envoyer" });
    expect(sent.headers.location).toBe(`/espace-aidant/${structure.reference}/fait`);
    expect((await person.post(paths.resume({}), { choix: "envoyer" })).headers.location).toBeDefined();
    expect(doneFor(structure)).toHaveLength(1);
  });

  test("may be given up", async () => {
    const { structure, person, aidante, url } = await staleScene();
    clock.advance(6 * MINUTE);
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect((await person.post(paths.resume({}), { choix: "renoncer" })).headers.location).toBe(url);
    expect(doneFor(structure)).toEqual([]);
    expect(await waitingRows(aidante.compteId)).toEqual([]);
  });
});

describe("02-26 nothing changes when a form put aside", () => {
  test("is too old", async () => {
    const { structure, person, aidante, url } = await staleScene();
    clock.advance(15 * MINUTE);
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    const page = await person.get(paths.resume({}));
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain(`href="${url}"`);
    expect(doneFor(structure)).toEqual([]);
  });

  test("is resumed by another person of the same browser", async () => {
    const { structure, person, aidante } = await staleScene();
    const other = await structure.anAidant();
    const browser = aPerson(app, deps, (cookies) => cookies.get("ac-navigateur") ?? "", new Map(person.cookies));
    browser.cookies.delete("ac-ac");
    const answer = await signIn(deps, browser, other);
    expect(answer.headers.location).toBe(paths.chooseStructure({}));
    expect(doneFor(structure)).toEqual([]);
    expect(await waitingRows(aidante.compteId)).toEqual([]);
  });

  test("is resumed in another browser, even with its cookie", async () => {
    const { structure, person, aidante } = await staleScene();
    const elsewhere = aPerson(app, deps, () => aidante.sessionId, new Map(person.cookies));
    elsewhere.cookies.delete("ac-navigateur");
    const answer = await elsewhere.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.headers.location).toBe(paths.chooseStructure({}));
    expect(doneFor(structure)).toEqual([]);
  });

  test("was posted by somebody who has lost the structure since", async () => {
    const { structure, person, aidante } = await staleScene();
    await world.db
      .updateTable("appartenance")
      .set({ etat: "terminee" })
      .where("compte_id", "=", aidante.compteId)
      .execute();
    const answer = await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.statusCode).toBe(404);
    expect(doneFor(structure)).toEqual([]);
  });

  test("was posted by somebody who has lost a condition to act since", async () => {
    const { structure, person, aidante } = await staleScene();
    await world.db.updateTable("compte").set({ pix_le: null }).where("id", "=", aidante.compteId).execute();
    const answer = await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain("Vous avez réussi le test Pix");
    expect(doneFor(structure)).toEqual([]);
  });
});

test("02-27 a form with a bad token is refused and nothing is kept of it", async () => {
  const { person, aidante, url } = await aScene();
  clock.advance(16 * MINUTE);
  expect((await person.post(url, { _csrf: "faux", text: "a" })).statusCode).toBe(403);
  expect(await waitingRows(aidante.compteId)).toEqual([]);
});

describe("02-28 a session", () => {
  test("locks after 30 minutes without the person; her form waits and resumes after a new proof", async () => {
    const { structure, person, aidante, url } = await aScene();
    clock.advance(30 * MINUTE - 1);
    expect((await person.get(url)).statusCode).toBe(200);
    clock.advance(30 * MINUTE);
    const asked = await person.get(url);
    expect(asked.headers.location).toBe(paths.verification({}));
    expect((await person.post(url, { text: "a" })).headers.location).toBe(paths.verification({}));
    expect((await person.get(paths.verification({}))).body).toContain("Votre session s’est verrouillée");
    const answer = await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.headers.location).toBe(`/espace-aidant/${structure.reference}/fait`);
    expect(doneFor(structure)).toHaveLength(1);
  });

  test("is not kept awake by a page that asks for itself", async () => {
    const { structure, person, url } = await aScene();
    clock.advance(29 * MINUTE);
    expect((await person.get(`/espace-aidant/${structure.reference}/attente`)).statusCode).toBe(200);
    clock.advance(MINUTE);
    expect((await person.get(url)).headers.location).toBe(paths.verification({}));
  });

  test("ends 2 hours after it locked, and 12 hours after it opened in spite of activity", async () => {
    const idle = await aScene();
    clock.advance(150 * MINUTE);
    expect((await idle.person.get(idle.url)).headers.location).toBe(paths.signIn({}));
    const busy = await aScene();
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect((await busy.person.get(busy.url)).statusCode).toBe(200);
      clock.advance(20 * MINUTE);
    }
    expect((await busy.person.get(busy.url)).headers.location).toBe(paths.signIn({}));
  });

  test("that is over keeps a posted form for 30 minutes, until its person has signed in again", async () => {
    const { structure, person, aidante, url } = await aScene();
    clock.advance(13 * 60 * MINUTE);
    expect((await person.post(url, { text: "a" })).headers.location).toBe(paths.signIn({}));
    const answer = await signIn(deps, person, aidante);
    expect(answer.headers.location).toBe(`/espace-aidant/${structure.reference}/fait`);
    expect(doneFor(structure)).toHaveLength(1);
  });
});

test("02-14 the page asked for waits for its person, 30 minutes at most", async () => {
  const { aidante, url } = await aScene();
  const early = aPerson(app, deps, (cookies) => cookies.get("ac-navigateur") ?? "");
  await early.get(url);
  clock.advance(20 * MINUTE);
  expect((await signIn(deps, early, aidante)).headers.location).toBe(url);

  const late = aPerson(app, deps, (cookies) => cookies.get("ac-navigateur") ?? "");
  await late.get(url);
  clock.advance(25 * MINUTE);
  await openLoginLink(deps, late, aidante);
  clock.advance(5 * MINUTE);
  const entered = await late.post(paths.secondFactor({}), { code: codeOf(aidante) });
  expect(entered.headers.location).toBe(paths.chooseStructure({}));
});

test("02-20 neither a secret nor what was posted lies open in the database or in the log", async () => {
  const { structure, aidante, person, url } = await aScene();
  clock.advance(16 * MINUTE);
  await person.post(url, { text: "mot-introuvable" });
  const dump = JSON.stringify(
    await Promise.all(
      (["requete_suspendue", "facteur", "lien_connexion", "outbox", "destination"] as const).map((table) =>
        world.db.selectFrom(table).selectAll().execute(),
      ),
    ),
    (_, value) => (value?.type === "Buffer" ? Buffer.from(value.data).toString("latin1") : value),
  );
  for (const secret of ["mot-introuvable", aidante.secret.toString("latin1"), aidante.courriel]) {
    expect(dump).not.toContain(secret);
    expect(world.log.join()).not.toContain(secret);
  }
  expect(doneFor(structure)).toEqual([]);
});
