import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openSensitiveScene } from "#testing/sensitive-scene.ts";
import { signIn } from "#testing/sign-in.ts";
import { openWorld } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { deps, clock } = world;
const { aScene, doneFor, codeOf } = await openSensitiveScene(world);

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
