import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { CompteId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { aMandat, aPreparedConclusion } from "#testing/a-mandat.ts";
import {
  type Access,
  accessAsMarkdown,
  accessTable,
  awayOf,
  type Refusals,
  refusals,
  routeName,
} from "#testing/access-table.ts";
import { databaseState } from "#testing/database-state.ts";
import { askFor, browserOf, clientOf, openIdentityProvider, openSteps } from "#testing/identity-provider.ts";
import type { Answer, Person } from "#testing/person.ts";
import type { Aidant, TestStructure } from "#testing/world.ts";

const world = await openIdentityProvider();
const readState = await databaseState(world.db);
const routes = world.app.routesDeclared().filter(({ method }) => method !== "HEAD");

/** Values of the parameters of an URL, and of the identifiers that a form carries. */
type Ids = Readonly<Record<string, string>>;

const openDemande = async (aidant: Aidant): Promise<string> => {
  await aidant.get(paths.home({}));
  const page = await openSteps(world, browserOf(world, aidant), askFor(clientOf(world)));
  return new URL(page.url).pathname.split("/")[2] ?? "";
};

/** One object of each kind, of this aidant: a mandat, a journey under way, a request of FranceConnect. */
const objectsOf = async (structure: TestStructure, aidant: Aidant, withDemande = true): Promise<Ids> => {
  const { mandatId, usagerId } = await aMandat(world, structure, aidant, { actes: ["logement.caf-logement"] });
  const acte = await world.db
    .selectFrom("acte")
    .innerJoin("autorisation", "autorisation.id", "acte.autorisation_id")
    .select(["acte.id", "autorisation.id as autorisationId"])
    .where("mandat_id", "=", mandatId)
    .executeTakeFirstOrThrow();
  return {
    structure: structure.reference,
    conclusionId: await aPreparedConclusion(world, structure, aidant),
    usagerId,
    mandatId,
    autorisationId: acte.autorisationId,
    acteId: acte.id,
    uid: withDemande ? await openDemande(aidant) : "",
    jeton: "x".repeat(43),
  };
};

const house = await world.aStructure();
const other = await world.aStructure();
const aidant = await house.anAidant();
const elsewhere = await other.anAidant();
const ours = await objectsOf(house, aidant);
const theirs = await objectsOf(other, elsewhere);
const nobodys: Ids = {
  ...Object.fromEntries(Object.keys(ours).map((name) => [name, randomUUID()])),
  structure: house.reference,
};
const former = await house.anAidant();
await world.db
  .updateTable("appartenance")
  .set({ etat: "terminee" })
  .where("compte_id", "=", former.compteId as CompteId)
  .execute();
const stranger = world.aStranger();
await stranger.get(paths.home({}));
const visitors: readonly (readonly [string, keyof Refusals, Person])[] = [
  ["nobody signed in", "stranger", stranger],
  ["aidant of another structure", "outsider", elsewhere],
  ["former member", "outsider", former],
  ["référent who is not aidant", "notHabilite", await house.anAidant({ aidant: false, referent: true })],
  ["aidant without Pix", "notHabilite", await house.anAidant({ pixLe: null })],
];

const fill = (text: string, ids: Ids): string => text.replace(/:(\w+)/g, (whole, name: string) => ids[name] ?? whole);
const fieldsOf = ({ fields = {} }: Access, ids: Ids) =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fill(String(value), ids)]));

type Route = (typeof routes)[number] & { readonly access: Access };

const visit = ({ method, url, access }: Route, person: Person, ids: Ids, more = {}): Promise<Answer> =>
  method === "GET" ? person.get(fill(url, ids)) : person.post(fill(url, ids), { ...fieldsOf(access, ids), ...more });

const declared: readonly Route[] = routes.flatMap((route) => {
  const access = accessTable[routeName(route)];
  return access ? [{ ...route, access }] : [];
});
const named = declared.map((route) => [routeName(route), route] as const);
const withObject = named.filter(([name, { access }]) => awayOf(name, access) !== null);

test("02-2: every route is in the table of accesses, with the audience that guards it, and nothing else is", () => {
  const asDeclared = routes.map((route) => `${routeName(route)} ${route.audience}`);
  const asTabled = Object.entries(accessTable).map(([name, { audience }]) => `${name} ${audience}`);
  expect(asDeclared.sort()).toEqual(asTabled.sort());
});

describe("02-1, A10-21: whoever may not enter is answered so, and nothing changes", () => {
  test.each(named)("%s", async (_name, route) => {
    const before = await readState();
    for (const [visitor, kind, person] of visitors) {
      const expected = refusals[route.access.audience][kind];
      if (expected === null) continue;
      const answer = await visit(route, person, ours);
      expect(answer.statusCode, visitor).toBe(expected);
      if (kind === "stranger") expect(answer.headers.location).toBe(paths.signIn({}));
      expect(await readState(), visitor).toEqual(before);
    }
  });
});

describe("02-3, A10-21: another's object and one that never was are one, and nothing changes", () => {
  test.each(withObject)("%s", async (name, route) => {
    const before = await readState();
    const last = /:(\w+)[^:]*$/.exec(route.url)?.[1] ?? "";
    const away: Readonly<Record<string, Ids>> = {
      foreign: { ...theirs, structure: house.reference },
      unknown: nobodys,
      "foreign under ours": { ...ours, [last]: theirs[last] ?? "" },
      "of an unknown structure": { ...ours, structure: "inconnue00", uid: randomUUID() },
      "of a foreign structure": { ...theirs, uid: randomUUID() },
    };
    const bodies = new Map<string, string>();
    for (const [kind, ids] of Object.entries(away)) {
      const answer = await visit(route, aidant, ids);
      const isGuarded = route.audience === "habilite" && ids.structure !== house.reference;
      expect(answer.statusCode, kind).toBe(isGuarded ? 404 : awayOf(name, route.access));
      expect(await readState(), kind).toEqual(before);
      bodies.set(kind, answer.body);
    }
    expect(bodies.get("foreign")).toBe(bodies.get("unknown"));
    expect(bodies.get("foreign under ours")).toBe(bodies.get("unknown"));
    expect(bodies.get("of a foreign structure")).toBe(bodies.get("of an unknown structure"));
  });
});

describe("A10-20: a form that is not ours is refused, and nothing changes", () => {
  test.each(named.filter(([, { method }]) => method === "POST"))("%s", async (_name, route) => {
    const person = route.access.audience === "public" && !route.url.includes(":uid") ? stranger : aidant;
    const url = fill(route.url, ours);
    const before = await readState();
    const anothers = world.keys.fingerprint("csrf", elsewhere.sessionId).toString("base64url");
    expect((await visit(route, person, ours, { _csrf: "" })).statusCode, "without token").toBe(403);
    expect((await visit(route, person, ours, { _csrf: anothers })).statusCode, "with another’s token").toBe(403);
    const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const payload = new URLSearchParams({ ...fieldsOf(route.access, ours), _csrf: tokenOf(person) });
    const headers = { cookie, "content-type": "application/x-www-form-urlencoded" };
    const foreign = { ...headers, origin: "https://ailleurs.example" };
    const sent = await world.app.inject({ method: "POST", url, headers: foreign, payload: payload.toString() });
    expect(sent.statusCode, "from a foreign origin").toBe(403);
    expect(await readState()).toEqual(before);
  });
});

const tokenOf = (person: Person): string =>
  world.keys
    .fingerprint("csrf", person === aidant ? aidant.sessionId : (person.cookies.get("ac-navigateur") ?? ""))
    .toString("base64url");

describe("whoever is entitled enters, before an object of hers", () => {
  test.each(named)("%s", async (_name, route) => {
    const hasObject = withObject.some(([, { url }]) => url === route.url);
    if (route.method === "GET" || !hasObject) {
      const isPublic = ["public", "protocole"].includes(route.audience) && !hasObject;
      const answer = await visit(route, isPublic ? stranger : aidant, ours);
      expect(answer.statusCode).toBe(route.access.own);
      return;
    }
    const person = await house.anAidant();
    const hers = await objectsOf(house, person, route.url.includes(":uid"));
    const before = await readState();
    const answer = await visit(route, person, hers, { version: "4" });
    expect(answer.statusCode).toBe(route.access.own);
    if (route.url.includes("/mandats/")) expect(await readState(), "the reading sees the act").not.toEqual(before);
  });
});

test("docs/parcours/routes.md is this table", async () => {
  await expect(accessAsMarkdown()).toMatchFileSnapshot("../docs/parcours/routes.md");
});
