import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openSensitiveScene } from "#testing/sensitive-scene.ts";
import { openLoginLink, signIn } from "#testing/sign-in.ts";
import { openWorld } from "#testing/world.ts";

const MINUTE = 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { deps, clock } = world;
const { aScene, aStaleScene, aBrowser, doneFor, codeOf, waitingRows } = await openSensitiveScene(world);

describe("02-26 nothing changes when a form put aside", () => {
  test("is too old", async () => {
    const { structure, person, aidante, url } = await aStaleScene();
    clock.advance(15 * MINUTE);
    await person.post(paths.verification({}), { code: codeOf(aidante) });
    const page = await person.get(paths.resume({}));
    expect(page.statusCode).toBe(410);
    expect(page.body).toContain(`href="${url}"`);
    expect(doneFor(structure)).toEqual([]);
  });

  test("is resumed by another person of the same browser", async () => {
    const { structure, person, aidante } = await aStaleScene();
    const other = await structure.anAidant();
    const browser = aBrowser(person.cookies);
    browser.cookies.delete("ac-ac");
    const answer = await signIn(deps, browser, other);
    expect(answer.headers.location).toBe(paths.chooseStructure({}));
    expect(doneFor(structure)).toEqual([]);
    expect(await waitingRows(aidante.compteId)).toEqual([]);
  });

  test("is resumed in another browser, even with its cookie", async () => {
    const { structure, person, aidante } = await aStaleScene();
    const elsewhere = aBrowser(person.cookies, aidante.sessionId);
    elsewhere.cookies.delete("ac-navigateur");
    const answer = await elsewhere.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.headers.location).toBe(paths.chooseStructure({}));
    expect(doneFor(structure)).toEqual([]);
  });

  test("was posted by somebody who has lost the structure since", async () => {
    const { structure, person, aidante } = await aStaleScene();
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
    const { structure, person, aidante } = await aStaleScene();
    await world.db.updateTable("compte").set({ pix_le: null }).where("id", "=", aidante.compteId).execute();
    const answer = await person.post(paths.verification({}), { code: codeOf(aidante) });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain("Test Pix réussi");
    expect(doneFor(structure)).toEqual([]);
  });
});

test("02-14 the page asked for waits for its person, 30 minutes at most", async () => {
  const { aidante, url } = await aScene();
  const early = aBrowser();
  await early.get(url);
  clock.advance(20 * MINUTE);
  expect((await signIn(deps, early, aidante)).headers.location).toBe(url);

  const late = aBrowser();
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
