import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { createGuardedApp } from "#testing/guarded-app.ts";
import { aPerson } from "#testing/person.ts";
import { type Aidant, openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const { db, deps, clock } = world;

const done: { readonly structure: string; readonly by: string }[] = [];
const app = createGuardedApp(deps, async (habilite) => {
  habilite.get("/espace-aidant/:structure/essai", async (_, reply) => reply.send("formulaire"));
  habilite.post("/espace-aidant/:structure/essai", async ({ acting }, reply) => {
    done.push({ structure: acting.structure, by: acting.compteId });
    return reply.send("fait");
  });
});
await app.ready();
const at = ({ cookies, sessionId }: Aidant) => aPerson(app, deps, () => sessionId, new Map(cookies));
const urlIn = (structure: string) => `/espace-aidant/${structure}/essai`;
/** The page without what differs from one request to another. */
const bare = (body: string) => body.replace(/value="[\w-]{43}"/g, "");

test("02-3 the structure of others and one that never was: same status, same page", async () => {
  const mine = await world.aStructure();
  const theirs = await world.aStructure();
  const person = at(await mine.anAidant());
  const answers = [
    await person.get(urlIn(theirs.reference)),
    await person.get(urlIn("0000000000")),
    await person.get("/espace-aidant/ABC/essai"),
  ];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
  expect(new Set(answers.map(({ body }) => bare(body)))).toHaveLength(1);
  expect((await person.post(urlIn(theirs.reference), {})).statusCode).toBe(404);
  expect(done.filter(({ structure }) => structure === theirs.reference)).toEqual([]);
});

describe("02-1 nobody enters without being signed in", () => {
  test.each([
    paths.chooseStructure({}),
    "/espace-aidant/0000000000",
    urlIn("0000000000"),
    paths.cgu({}),
  ])("%s sends to sign-in, for a page as for a form", async (url) => {
    const stranger = aPerson(app, deps, (cookies) => cookies.get("ac-navigateur") ?? "");
    expect((await stranger.get(url)).headers.location).toBe(paths.signIn({}));
    const before = done.length;
    expect([303, 404]).toContain((await stranger.post(url, {})).statusCode);
    expect(done).toHaveLength(before);
    expect(await db.selectFrom("requete_suspendue").selectAll().execute()).toEqual([]);
  });
});

describe("02-4 in an open tab, at the next request", () => {
  const losses = [
    [
      "the role of aidant",
      403,
      (id: string) => db.updateTable("appartenance").set({ aidant: false, referent: true }).where("compte_id", "=", id),
    ],
    [
      "the appartenance",
      404,
      (id: string) => db.updateTable("appartenance").set({ etat: "suspendue" }).where("compte_id", "=", id),
    ],
    ["the training", 403, (id: string) => db.updateTable("compte").set({ formation_le: null }).where("id", "=", id)],
    ["the Pix", 403, (id: string) => db.updateTable("compte").set({ pix_le: null }).where("id", "=", id)],
    [
      "the factor",
      403,
      (id: string) => db.updateTable("facteur").set({ revoked_at: clock.now() }).where("compte_id", "=", id),
    ],
  ] as const;

  test.each(losses)("losing %s answers %i and refuses the form already shown", async (_, status, lose) => {
    const structure = await world.aStructure();
    const aidante = await structure.anAidant();
    const person = at(aidante);
    expect((await person.get(urlIn(structure.reference))).statusCode).toBe(200);
    await lose(aidante.compteId).execute();
    expect((await person.get(urlIn(structure.reference))).statusCode).toBe(status);
    expect((await person.post(urlIn(structure.reference), {})).statusCode).toBe(status);
    expect(done.filter(({ by }) => by === aidante.compteId)).toEqual([]);
  });

  test("a structure that is suspended closes them for everybody, and says so", async () => {
    const structure = await world.aStructure();
    const person = at(await structure.anAidant());
    await db.updateTable("structure").set({ etat: "suspendue" }).where("id", "=", structure.id).execute();
    const refused = await person.get(urlIn(structure.reference));
    expect(refused.statusCode).toBe(403);
    expect(refused.body).toContain("Faire rétablir l’habilitation de la structure");
    const home = await person.get(paths.aidantHome({ structure: structure.reference }));
    expect([home.statusCode, home.body.includes("Créer un mandat")]).toEqual([200, false]);
  });
});

describe("02-5 each condition missing alone refuses and is named", () => {
  test.each([
    ["Formation suivie", { formationLe: null }],
    ["Test Pix réussi", { pixLe: null }],
    ["Moyen de connexion confirmé", { factor: false }],
    ["Rôle d’aidant dans cette structure", { aidant: false, referent: true }],
  ])("%s", async (label, options) => {
    const structure = await world.aStructure();
    const person = at(await structure.anAidant(options));
    for (const url of [urlIn(structure.reference), paths.aidantHome({ structure: structure.reference })]) {
      const { body } = await person.get(url);
      const [missing = "", done = ""] = body.split("Ce qui est fait");
      expect(missing.match(/<th[^>]*scope="row"/g)).toHaveLength(1);
      expect(missing).toContain(label);
      expect(done).not.toContain(label);
    }
  });
});

test("02-6 in two tabs for two structures, each form lands in its own", async () => {
  const one = await world.aStructure({ nom: "Maison Une" });
  const two = await world.aStructure({ nom: "Maison Deux" });
  const aidante = await one.anAidant();
  await db
    .insertInto("appartenance")
    .values({
      id: world.random.uuid(),
      compte_id: aidante.compteId,
      structure_id: two.id,
      aidant: true,
      referent: false,
      etat: "active",
      created_at: clock.now(),
    })
    .execute();
  const person = at(aidante);
  const chooser = await person.get(paths.chooseStructure({}));
  expect(chooser.statusCode).toBe(200);
  expect(chooser.body).toContain("Maison Une");
  expect(chooser.body).toContain("Maison Deux");
  await Promise.all([person.get(urlIn(one.reference)), person.get(urlIn(two.reference))]);
  await person.post(urlIn(two.reference), {});
  await person.post(urlIn(one.reference), {});
  await person.post(urlIn(two.reference), {});
  const landed = done.filter(({ by }) => by === aidante.compteId).map(({ structure }) => structure);
  expect(landed).toEqual([two.reference, one.reference, two.reference]);
  expect((await person.get(paths.aidantHome({ structure: two.reference }))).body).toContain(
    "<title>Accueil de l’espace aidant – Maison Deux",
  );
});
