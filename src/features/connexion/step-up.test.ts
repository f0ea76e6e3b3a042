import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openSensitiveScene } from "#testing/sensitive-scene.ts";
import { openWorld } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { clock } = world;
const { aScene, aStaleScene, aBrowser, doneFor, codeOf, waitingRows } = await openSensitiveScene(world);

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

describe("02-25 a form posted with a stale proof", () => {
  test("is named with its structure, then sent exactly once with its fields", async () => {
    const { structure, person, aidante } = await aStaleScene();
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
    const { structure, person, aidante } = await aStaleScene();
    const again = aBrowser(person.cookies, aidante.sessionId);
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
    const { person, aidante } = await aStaleScene();
    const again = aBrowser(person.cookies, aidante.sessionId);
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    const second = await again.post(paths.verification({}), { code: "000000" });
    expect(second.headers.location).toBe(paths.signIn({}));
    expect((await again.get(paths.chooseStructure({}))).headers.location).toBe(paths.signIn({}));
  });

  test("the cookie of before the proof opens nothing", async () => {
    const { person, aidante, url } = await aStaleScene();
    const old = aBrowser(person.cookies, aidante.sessionId);
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect((await old.get(url)).headers.location).toBe(paths.signIn({}));
  });

  test("is confirmed first when more than 5 minutes have gone by", async () => {
    const { structure, person, aidante } = await aStaleScene();
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
    const { structure, person, aidante, url } = await aStaleScene();
    clock.advance(6 * MINUTE);
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect((await person.post(paths.resume({}), { choix: "renoncer" })).headers.location).toBe(url);
    expect(doneFor(structure)).toEqual([]);
    expect(await waitingRows(aidante.compteId)).toEqual([]);
  });
});

test("02-27 a form with a bad token is refused and nothing is kept of it", async () => {
  const { person, aidante, url } = await aScene();
  clock.advance(16 * MINUTE);
  expect((await person.post(url, { _csrf: "faux", text: "a" })).statusCode).toBe(403);
  expect(await waitingRows(aidante.compteId)).toEqual([]);
});
