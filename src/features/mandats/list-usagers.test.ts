import { expect, test } from "vitest";
import type { MandatId, UsagerId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { aMandat, aPreparedConclusion } from "#testing/a-mandat.ts";
import { staySignedIn } from "#testing/stay-signed-in.ts";
import { type Aidant, openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const DAY = 86_400_000;

const aHouse = async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  return { structure, aidant, at: { structure: structure.reference } };
};
const at = async <T>(instant: Date, aidant: Aidant, act: () => Promise<T>): Promise<T> => {
  const before = world.clock.now();
  world.clock.set(instant);
  await staySignedIn(world, aidant);
  try {
    return await act();
  } finally {
    world.clock.set(before);
    await staySignedIn(world, aidant);
  }
};
const named = (familyName: string, givenName = "Jeanne") => ({ familyName, givenName, givenNameArray: [givenName] });
const namesIn = (page: string): readonly string[] =>
  [...page.matchAll(/usagers\/[0-9a-f-]{36}">([^<]+)</g)].map(([, name]) => name as string);
const tabsIn = (page: string): string =>
  [...page.matchAll(/fr-tabs__tab"[^>]*>([^<]+)</g)].map(([, label]) => label).join(" · ");

test("03-26: one line an usager, soonest term first, tags of what is live, counts on the tabs", async () => {
  const { structure, aidant, at: here } = await aHouse();
  await aMandat(world, structure, aidant, { identite: named("LONG"), duree: "long" });
  const short = await aMandat(world, structure, aidant, { identite: named("COURT"), duree: "court" });
  const again = { identite: named("DEUX"), sub: `deux-${structure.id}` };
  await aMandat(world, structure, aidant, { ...again, actes: ["argent.timbre"], duree: "semestre" });
  await aMandat(world, structure, aidant, { ...again, actes: ["social.apa"], duree: "mois" });
  await aPreparedConclusion(world, structure, aidant);

  const page = (await aidant.get(paths.mandats(here))).body;

  expect(namesIn(page)).toEqual(["Jeanne COURT", "Jeanne DEUX", "Jeanne LONG"]);
  expect(tabsIn(page)).toBe(
    "Actifs (3) · Bientôt échus (1) · En préparation (1) · Échus (0) · Révoqués ou terminés (0)",
  );
  expect(page).toContain("Argent - Impôts - Consommation");
  expect((await aidant.get(`${paths.mandats(here)}?onglet=bientot`)).body).toContain("COURT");
  expect((await aidant.get(`${paths.mandats(here)}?onglet=en-cours`)).body).toContain("La personne va s’identifier");

  await aidant.post(paths.revokeMandat({ ...here, mandatId: short.mandatId }), { raison: "autre" });
  const after = (await aidant.get(paths.mandats(here))).body;
  expect(namesIn(after)).toEqual(["Jeanne DEUX", "Jeanne LONG"]);
  expect(namesIn((await aidant.get(`${paths.mandats(here)}?onglet=termines`)).body)).toEqual(["Jeanne COURT"]);
});

test("03-26: a mandat revoked in part stays, with the tags left alive", async () => {
  const { structure, aidant, at: here } = await aHouse();
  const { mandatId } = await aMandat(world, structure, aidant, { actes: ["argent.timbre", "social.apa"] });
  const part = await world.db
    .selectFrom("autorisation")
    .select("id")
    .where("mandat_id", "=", mandatId)
    .where("demarche", "=", "argent")
    .executeTakeFirstOrThrow();
  await aidant.post(paths.revokeAutorisation({ ...here, mandatId, autorisationId: part.id as never }), {
    raison: "autre",
  });
  const page = (await aidant.get(paths.mandats(here))).body;
  expect(page).toContain("Social - Santé");
  expect(page).not.toContain("Argent - Impôts");
  expect(tabsIn(page)).toContain("Révoqués ou terminés (0)");
});

test("a mandat past its term is listed among the ended ones for a year, then only the team sees it", async () => {
  const { structure, aidant, at: here } = await aHouse();
  const { mandatId, usagerId } = await aMandat(world, structure, aidant, { identite: named("PASSEE"), duree: "court" });
  const term = new Date("2026-03-03T23:00:00Z");
  const tab = (name: string) => aidant.get(`${paths.mandats(here)}?onglet=${name}`);
  const before = await at(new Date(term.getTime() - 1), aidant, () => tab("actifs"));
  const ended = await at(term, aidant, () => tab("echus"));
  const lastDay = await at(new Date(term.getTime() + 365 * DAY - 1), aidant, () => tab("echus"));
  const over = await at(new Date(term.getTime() + 365 * DAY), aidant, () => tab("echus"));
  expect([before, ended, lastDay, over].map(({ body }) => namesIn(body).length)).toEqual([1, 1, 1, 0]);
  const late = await at(new Date(term.getTime() + 365 * DAY), aidant, () =>
    aidant.get(paths.usager({ ...here, usagerId })),
  );
  const paper = await at(new Date(term.getTime() + 365 * DAY), aidant, () =>
    aidant.get(paths.mandat({ ...here, mandatId })),
  );
  expect([late.statusCode, paper.statusCode]).toEqual([404, 404]);
});

test("03-26: 25 a page, and an insertion meanwhile neither repeats nor skips anybody", async () => {
  const { structure, aidant, at: here } = await aHouse();
  for (let rank = 0; rank < 27; rank += 1)
    await aMandat(world, structure, aidant, { identite: named(`N${rank}`), actes: ["social.apa"] });
  const first = (await aidant.get(paths.mandats(here))).body;
  expect(namesIn(first)).toHaveLength(25);
  await aMandat(world, structure, aidant, { identite: named("ARRIVEE"), actes: ["social.apa"], duree: "court" });

  const href = /class="fr-pagination__link" href="([^"]+)"/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = (await aidant.get(href)).body;

  const seen = [...namesIn(first), ...namesIn(second)];
  expect(seen).toHaveLength(27);
  expect(new Set(seen).size).toBe(27);
  expect(second).toContain("Revenir au début de la liste");
});

test.each([
  ["dub", ["Élodie DUBŒUF", "Jeanne DUBOIS"]],
  ["DUBOEUF elo", ["Élodie DUBŒUF"]],
  ["elodie", ["Élodie DUBŒUF"]],
  ["beranger", ["Jeanne DUBOIS (nom d’usage\u00a0: Béranger)"]],
  ["dubrovnik", []],
])("03-26: the search « %s », without accents nor case, inside the structure only", async (typed, names) => {
  const { structure, aidant, at: here } = await aHouse();
  const foreign = await aHouse();
  await aMandat(world, foreign.structure, foreign.aidant, { identite: named("DUBOIS") });
  await aMandat(world, structure, aidant, { identite: named("DUBŒUF", "Élodie") });
  await aMandat(world, structure, aidant, {
    identite: { ...named("DUBOIS"), ...(typed === "beranger" ? { preferredUsername: "Béranger" } : {}) },
  });
  const page = await aidant.get(`${paths.mandats(here)}?q=${encodeURIComponent(typed)}`);
  expect([...namesIn(page.body)].sort()).toEqual([...names].sort());
});

test("03-26: a mandat is found by its number, and another structure's is not", async () => {
  const { structure, aidant, at: here } = await aHouse();
  const foreign = await aHouse();
  const numeroOf = async (mandatId: MandatId) =>
    (await world.db.selectFrom("mandat").select("numero").where("id", "=", mandatId).executeTakeFirstOrThrow()).numero;
  const mine = await aMandat(world, structure, aidant, { identite: named("MIENNE") });
  const other = await aMandat(world, foreign.structure, foreign.aidant);
  const search = async (numero: string) =>
    namesIn((await aidant.get(`${paths.mandats(here)}?q=${encodeURIComponent(numero)}`)).body);
  expect(await search((await numeroOf(mine.mandatId)).toLowerCase().replace("-", " "))).toEqual(["Jeanne MIENNE"]);
  expect(await search(await numeroOf(other.mandatId))).toEqual([]);
});

test("03-26: a search says of each usager the term that the list says, her soonest", async () => {
  const { structure, aidant, at: here } = await aHouse();
  const again = { identite: named("TERMEDOUBLE"), sub: `double-${structure.id}` };
  await aMandat(world, structure, aidant, { ...again, actes: ["argent.timbre"], duree: "semestre" });
  await aMandat(world, structure, aidant, { ...again, actes: ["social.apa"], duree: "court" });

  const found = (await aidant.get(`${paths.mandats(here)}?q=termedouble`)).body;

  expect(namesIn(found)).toEqual(["Jeanne TERMEDOUBLE"]);
  expect(found).toContain("3\u00a0mars\u00a02026");
});

test("two letters search for nothing, and the page says how to search", async () => {
  const { aidant, at: here } = await aHouse();
  const page = await aidant.get(`${paths.mandats(here)}?q=du`);
  expect(page.statusCode).toBe(422);
  expect(page.body).toContain("au moins 3");
});

test("the page of an usager shows her identity and her mandats; a foreign structure finds nothing", async () => {
  const { structure, aidant, at: here } = await aHouse();
  const foreign = await aHouse();
  const libre = {
    demarche: "logement",
    service: "Mairie d’Essai",
    libelle: "Demander une carte de stationnement",
  } as const;
  const { usagerId } = await aMandat(world, structure, aidant, {
    identite: { birthdate: "1955-01-01", idpBirthdate: "1955-00-00" },
    actes: ["argent.surendettement"],
    libres: [libre],
  });
  const page = (await aidant.get(paths.usager({ ...here, usagerId }))).body;
  expect(page).toContain("née en\u00a01955");
  expect(page).toContain("Demander une carte de stationnement");
  expect(page).toContain("La personne signe elle-même la déclaration");
  for (const person of [foreign.aidant])
    expect((await person.get(paths.usager({ ...foreign.at, usagerId }))).statusCode).toBe(404);
  expect((await aidant.get(paths.usager({ ...here, usagerId: "x" as UsagerId }))).statusCode).toBe(404);
});

test("nothing of a name, a contact or a free text is stored in clear", async () => {
  const { structure, aidant } = await aHouse();
  const libre = {
    demarche: "logement",
    service: "Mairie de Rarissime",
    libelle: "Demander une carte pour Rarissime",
  } as const;
  const { usagerId, mandatId } = await aMandat(world, structure, aidant, {
    identite: { familyName: "RARISSIME", email: "rarissime@example.test" },
    libres: [libre],
  });
  for (const [table, column, id] of [
    ["usager", "id", usagerId],
    ["mandat", "id", mandatId],
    ["mandat_document", "mandat_id", mandatId],
    ["autorisation", "mandat_id", mandatId],
    ["acte", "autorisation_id", null],
    ["conclusion", "structure_id", structure.id],
    ["outbox", "kind", "courriel"],
  ] as const) {
    const rows = await world.db
      .selectFrom(table as "usager")
      .selectAll()
      .$if(id !== null, (query) => query.where(column as "id", "=", id as string))
      .execute();
    const raw = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)));
    expect(raw.join(" ").toLowerCase(), table).not.toContain("rarissime");
  }
});
