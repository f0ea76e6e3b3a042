import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { aMandat } from "#testing/a-mandat.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

test("an aidant finds the big act, the search, and the mandats he has begun in this structure only", async () => {
  const structure = await world.aStructure();
  const aidante = await structure.anAidant();
  const home = paths.aidantHome({ structure: structure.reference });
  const empty = (await aidante.get(home)).body;
  expect(empty).toContain("Créer un mandat");
  expect(empty).toContain("Rechercher un mandat");
  expect(empty).not.toContain("Mandats en préparation");

  const begun = await aidante.post(paths.conclusions({ structure: structure.reference }));
  expect(begun.statusCode).toBe(303);

  expect((await aidante.get(home)).body).toContain("Reprendre le mandat 1, modifié le");
  const colleague = await structure.anAidant();
  expect((await colleague.get(home)).body).not.toContain("Mandats en préparation");
});

test("an aidant is told how many people have a mandat that ends within 30 days, in her structure", async () => {
  const structure = await world.aStructure();
  const aidante = await structure.anAidant();
  const home = paths.aidantHome({ structure: structure.reference });
  await aMandat(world, structure, aidante);
  expect((await aidante.get(home)).body).not.toContain("se termine dans les");
  world.clock.advance(2 * 86_400_000);
  await aMandat(world, structure, aidante, { identite: { familyName: "HADJ" } });
  const back = await structure.anAidant();
  expect((await back.get(home)).body).toContain("1\u00a0personne a un mandat qui se termine dans les 30\u00a0jours");
  const elsewhere = await world.aStructure();
  const stranger = await elsewhere.anAidant();
  const theirs = await stranger.get(paths.aidantHome({ structure: elsewhere.reference }));
  expect(theirs.body).not.toContain("se termine dans les");
});

test("a person who lacks two conditions finds the list, and no button that would be refused", async () => {
  const structure = await world.aStructure();
  const newcomer = await structure.anAidant({ formationLe: null, pixLe: null });
  const { body } = await newcomer.get(paths.aidantHome({ structure: structure.reference }));
  expect(body).toContain("Il reste 2 conditions à remplir.");
  expect(body).toContain("l’organisme de formation");
  expect(body).not.toContain("Créer un mandat");
  const refused = await newcomer.post(paths.conclusions({ structure: structure.reference }));
  expect(refused.statusCode).toBe(403);
  expect(refused.body).toContain("Rien n’a été modifié");
  expect(
    await world.db.selectFrom("conclusion").select("id").where("structure_id", "=", structure.id).execute(),
  ).toEqual([]);
});
