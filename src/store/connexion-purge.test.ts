import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { openWorld } from "#testing/world.ts";
import { purgeConnexion } from "./connexion-purge.ts";

const HOUR = 60 * 60_000;
const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { db, deps, clock } = world;
const structure = await world.aStructure();
const purge = () => db.transaction().execute((tx) => purgeConnexion(tx, deps, clock.now()));
const count = async () =>
  Promise.all(
    (["lien_connexion", "destination", "requete_suspendue", "rate_event"] as const).map(async (table) =>
      Number(
        (
          await db
            .selectFrom(table)
            .select(({ fn }) => fn.countAll().as("rows"))
            .executeTakeFirst()
        )?.rows,
      ),
    ),
  );

test("what sign-in kept is forgotten once no page can use it, and not before", async () => {
  const person = world.aStranger();
  await person.get(paths.chooseStructure({}));
  await person.post(paths.signIn({}), { courriel: "personne@example.test" });
  const before = await count();
  expect(before).toEqual([1, 1, 0, 2]);
  clock.advance(HOUR);
  await purge();
  expect(await count()).toEqual(before);
  clock.advance(1);
  await purge();
  expect(await count()).toEqual([0, 0, 0, 2]);
  clock.advance(24 * HOUR);
  await purge();
  expect(await count()).toEqual([0, 0, 0, 0]);
});

test("a session that nobody came back to is closed once, with its fact and its cause", async () => {
  const aidante = await structure.anAidant();
  clock.advance(2.5 * HOUR - 1);
  await purge();
  const session = () =>
    db.selectFrom("session_compte").selectAll().where("id", "=", aidante.sessionId).executeTakeFirstOrThrow();
  expect((await session()).ended_at).toBeNull();
  clock.advance(1);
  await purge();
  await purge();
  expect(await session()).toMatchObject({ ended_at: clock.now(), end_cause: "idle" });
  const facts = await db
    .selectFrom("journal_index")
    .select("type")
    .where("stream", "=", `aidant/${aidante.compteId}`)
    .where("type", "=", "SignedOut")
    .execute();
  expect(facts).toHaveLength(1);
});
