import { describe, expect, test } from "vitest";
import { paths } from "#paths.ts";
import { aMandat, aPreparedConclusion } from "#testing/a-mandat.ts";
import { accessTable, routeName } from "#testing/access-table.ts";
import { databaseState } from "#testing/database-state.ts";
import { askFor, browserOf, clientOf, openIdentityProvider, openSteps } from "#testing/identity-provider.ts";
import type { Aidant } from "#testing/world.ts";

const world = await openIdentityProvider();
const readState = await databaseState(world.db);
const house = await world.aStructure();
const routes = world.app
  .routesDeclared()
  .filter(({ method, url }) => method !== "HEAD" && !url.startsWith("/assets/"))
  .map((route) => [routeName(route), route] as const);

type Ids = Readonly<Record<string, string>>;

/** What the URLs of a person lead to: her mandat, her journey, the request of FranceConnect in her browser. */
const objectsOf = async (aidant: Aidant, withDemande: boolean): Promise<Ids> => {
  const { mandatId, usagerId } = await aMandat(world, house, aidant, { actes: ["logement.caf-logement"] });
  const acte = await world.db
    .selectFrom("acte")
    .innerJoin("autorisation", "autorisation.id", "acte.autorisation_id")
    .select(["acte.id", "autorisation.id as autorisationId"])
    .where("mandat_id", "=", mandatId)
    .executeTakeFirstOrThrow();
  await aidant.get(paths.home({}));
  const page = withDemande ? await openSteps(world, browserOf(world, aidant), askFor(clientOf(world))) : null;
  return {
    structure: house.reference,
    conclusionId: await aPreparedConclusion(world, house, aidant),
    usagerId,
    mandatId,
    autorisationId: acte.autorisationId,
    acteId: acte.id,
    uid: page ? (new URL(page.url).pathname.split("/")[2] ?? "") : "",
    jeton: "x".repeat(43),
  };
};

/** Segments of a path as bytes, valid or not: zero, a lone surrogate, an escape cut short, names of every object. */
const segments = ["%00", "%ED%A0%80", "%", "%2e%2e%2f", "__proto__", "constructor", "42", "%C3%A9".repeat(60)];
const cursor = (year: string) => `${year}-01-01T00:00:00.000Z~00000000-0000-4000-8000-000000000000`;
const values = ["", "a\u0000b", "__proto__", "constructor", "42", "1e999", "\ud800", "🙂\u202e\r\n", "é".repeat(3_000)];
/** Fields and parameters that some route reads. */
const names = [
  ...["q", "onglet", "apres", "fait", "recherche", "code", "state", "iss", "error", "usager", "acte", "structure"],
  ...[
    "courriel",
    "version",
    "action",
    "duree",
    "reponse",
    "raison",
    "presence",
    "posture",
    "service",
    "libre",
    "choix",
  ],
  ...["libre-demarche", "libre-service", "libre-libelle", "remplace", "perte", "_cle", "accepte", "acte-logement"],
];
const fill = (text: string, ids: Ids) => text.replace(/:(\w+)/g, (whole, name: string) => ids[name] ?? whole);
const form = (fields: Readonly<Record<string, string | readonly string[]>>): string => {
  const body = new URLSearchParams();
  for (const [name, given] of Object.entries(fields))
    for (const value of [given].flat()) body.append(name, value as string);
  return body.toString();
};
const allNamed = (value: string | readonly string[]) => Object.fromEntries(names.map((name) => [name, value]));

/** Addresses that nobody's page holds. */
const strangeAddresses = (url: string, ids: Ids): readonly string[] =>
  [...url.matchAll(/:(\w+)/g)].flatMap(([, name]) => segments.map((text) => fill(url, { ...ids, [name ?? ""]: text })));

const strangeQueries: readonly string[] = [
  ...["-200000", "0000", "+275000"].map((year) => form({ apres: cursor(year) })),
  ...values.map((value) => form(allNamed(value.slice(0, 100)))),
  form(allNamed(["a", "b"])),
  ...["__proto__=a&constructor=b&toString=c", "q=%ED%A0%80&apres=%&state=%FF", `q=${"martin+".repeat(1_000)}`],
];

/** Bodies that no page of ours sends, each field of a plausible one spoiled in turn, and all of them at once. */
const strangeBodies = (name: string, csrf: string, ids: Ids): readonly string[] => {
  const { fields = {} } = accessTable[name] ?? {};
  const plausible = Object.fromEntries(
    Object.entries({ version: "4", ...fields }).map(([field, value]) => [field, fill(String(value), ids)]),
  );
  const spoiled = Object.keys(plausible).flatMap((field) =>
    ["a\u0000b", "constructor", "42", ["a", "b"]].map((value) => form({ _csrf: csrf, ...plausible, [field]: value })),
  );
  return [
    ...spoiled,
    ...[...values, ["a", "b"]].map((value) => form({ _csrf: csrf, ...allNamed(value) })),
    `_csrf=${csrf}&__proto__=a&constructor=b&toString=c`,
    `_csrf=${csrf}&_csrf=${csrf}`,
    `_csrf=${csrf}&usager=%ED%A0%80&acte=%&code=%FF`,
    `_csrf=${csrf}&q=${"x".repeat(300_000)}`,
  ];
};

/** Refusals that the journal tells, or that are counted, by themselves: a wrong code, a return that nobody asked for. */
const told: readonly string[] = [
  paths.verification,
  paths.secondFactor,
  paths.franceConnectCallback,
  paths.franceConnectCallbackV2,
  paths.conclusionFranceConnect,
].map(({ pattern }) => pattern);

/** Bodies that are no form. */
const unreadable = [
  ["application/json", (csrf: string) => JSON.stringify({ _csrf: csrf, usager: { a: 1 }, acte: 5, code: null })],
  ["text/plain", (csrf: string) => `_csrf=${csrf}`],
  ["multipart/form-data; boundary=x", (csrf: string) => `--x\r\n\r\n${csrf}\r\n--x--`],
] as const;

describe("A10-20: no address, parameter or form makes the service fail, and one refused changes nothing", () => {
  test.each(routes)("%s", async (name, { method, url }) => {
    const aidant = await house.anAidant();
    const ids = await objectsOf(aidant, url.includes(":uid"));
    const csrf = world.keys.fingerprint("csrf", aidant.sessionId).toString("base64url");
    const cookie = [...aidant.cookies].map(([cookieName, value]) => `${cookieName}=${value}`).join("; ");
    const send = async (address: string, payload = "", type = "application/x-www-form-urlencoded") => {
      const headers = { cookie, origin: world.settings.origin, ...(method === "POST" ? { "content-type": type } : {}) };
      const answer = await world.app.inject({ method: method as "GET" | "POST", url: address, headers, payload });
      if (answer.statusCode >= 500 && answer.statusCode !== 503)
        failures.push(`${answer.statusCode} ${method} ${address.slice(0, 200)} ${payload.slice(0, 200)}`);
      return answer.statusCode;
    };
    const failures: string[] = [];
    const here = fill(url, ids);
    const before = await readState();

    for (const address of strangeAddresses(url, ids)) await send(address, form({ _csrf: csrf }));
    if (method === "GET") for (const query of strangeQueries) await send(`${here}?${query}`);
    else for (const [type, body] of unreadable) expect(await send(here, body(csrf), type), type).toBe(415);
    if (!told.includes(url)) expect(await readState()).toEqual(before);
    if (method === "POST") {
      const statuses: number[] = [];
      for (const body of strangeBodies(name, csrf, ids)) statuses.push(await send(here, body));
      if (statuses.every((status) => status >= 400) && !told.includes(url)) expect(await readState()).toEqual(before);
    }
    expect(failures).toEqual([]);
  });
});

test("no parameter of the protocol makes it fail", async () => {
  const client = clientOf(world);
  const failures: unknown[] = [];
  const call = async (path: string, body?: string) => {
    const method = body === undefined ? "GET" : "POST";
    const { status, headers } = await world.call({ method, path, ...(body === undefined ? {} : { body }) });
    const isTold = /error=(server_error|temporarily_unavailable)/.test(headers.location ?? "");
    if (status >= 500 || isTold) failures.push([status, method, path.slice(0, 200), body?.slice(0, 200)]);
  };
  const parameters = ["client_id", "redirect_uri", "state", "nonce", "claims", "prompt", "max_age", "acr_values"];
  for (const value of values) {
    const claims = JSON.stringify({ id_token: { rep_scope: { values: [value, value] } } });
    for (const name of [...parameters, "id_token_hint", "login_hint", "response_mode", "code_challenge"])
      await call(askFor(client, { [name]: value.slice(0, 200).toWellFormed() }).path);
    await call(askFor(client, { claims }).path);
    await call(`/session/end?${form({ id_token_hint: value, post_logout_redirect_uri: value, state: value })}`);
    const { clientId: client_id, clientSecret: client_secret } = client;
    await call("/token", form({ client_id, client_secret, grant_type: "authorization_code", code: value }));
    await call("/token", form({ client_id: value, client_secret: value, grant_type: value, code: value }));
    await call("/userinfo", form({ access_token: value }));
  }
  for (const claims of ["null", "[]", "{", '{"id_token":[]}', '{"id_token":{"rep_scope":5}}'])
    await call(askFor(client, { claims }).path);
  expect(failures).toEqual([]);
});
