import { afterAll, beforeEach, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { type Browser, createBrowser, type Page } from "./testing/browser.ts";
import { openRawFs } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";
import { startStubFi } from "./testing/stub-fi.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
const stub = await startStubFi(() => +simulator.now());
simulator.patchRecord("fi", aidantsConnectUid, stub.record);
afterAll(async () => {
  await stub.close();
  await service.close();
  await simulator.close();
});
beforeEach(() => stub.behave({}));

const throughStub = async (browser: Browser = createBrowser()): Promise<Page> =>
  browser.submit(await browser.get(service.authorizeUrl()), "Utiliser Aidants Connect");

/** The error that « Revenir sur … » carries back to the service. */
const backError = async (page: Page, browser: Browser) => {
  const link = page.links.find((name) => name.startsWith("Revenir sur "));
  const arrived = link ? await browser.click(page, link) : null;
  return arrived && new URL(arrived.url).searchParams.get("error");
};

const expectError = async (code: string, status: number, back: string) => {
  const browser = createBrowser();
  const page = await throughStub(browser);
  expect(page.text).toContain(code);
  expect(page.status).toBe(status);
  expect(page.heading).toBe("La connexion est interrompue");
  expect(await backError(page, browser)).toBe(back);
};

test("S7 an honest answer reaches the consent page", async () => {
  expect((await throughStub()).heading).toBe("Vous allez continuer sur Caisse des aides de démonstration");
});

test.each([
  ["no gender", { gender: undefined }],
  ["an unknown gender", { gender: "autre" }],
  ["no e-mail", { email: undefined }],
  ["an e-mail that is none", { email: "angela" }],
  ["a bad COG", { birthplace: "7510" }],
  ["a bad country", { birthcountry: "France" }],
  ["no place although born in France", { birthplace: undefined }],
  ["an empty place although born in France", { birthplace: "" }],
  ["a null place abroad", { birthcountry: "99352", birthplace: null }],
  ["a date YYYY-00-DD", { birthdate: "1962-00-24" }],
  ["a date YYYY-MM", { birthdate: "1962-08" }],
  ["a day that never was", { birthdate: "1962-02-30" }],
  ["given names in an array", { given_name: ["Angela"] }],
  ["an empty family name", { family_name: "" }],
  ["a null used name", { preferred_username: null }],
])("S7 an identity with %s is Y600006", async (_, changes) => {
  stub.behave({ identity: (claims) => ({ ...claims, ...changes }) });
  await expectError("Y600006", 400, "server_error");
});

test.each([
  ["Y010004", 403, "access_denied"],
  ["Y010006", 403, "access_denied"],
  ["Y010007", 403, "access_denied"],
  ["Y010008", 403, "access_denied"],
  ["Y010009", 403, "access_denied"],
  ["Y010011", 504, "temporarily_unavailable"],
  ["Y010012", 504, "temporarily_unavailable"],
  ["Y010013", 400, "server_error"],
  ["Y010015", 403, "access_denied"],
])("S7 the register answers %s", async (code, status, back) => {
  stub.behave({ identity: (claims) => ({ ...claims, given_name: `Angela_E${code.slice(1)}` }) });
  await expectError(code, status, back);
});

test.each([
  [
    "the presumed date instead of the zeros",
    { given_name: "Fatima", family_name: "HADJ", birthdate: "1955-01-01", birthplace: "", birthcountry: "99352" },
    "Y010008",
  ],
  [
    "a used name instead of the birth name",
    { given_name: "Pierre", family_name: "DUBOIS", birthdate: "1969-03-17", gender: "male", birthplace: "95277" },
    "Y010007",
  ],
  [
    "a place abroad in the stead of the country",
    { given_name: "Fatima", family_name: "HADJ", birthdate: "1955-00-00", birthplace: "99352", birthcountry: "99352" },
    "Y010008",
  ],
])("S7 the register does not find %s", async (_, changes, code) => {
  stub.behave({ identity: (claims) => ({ ...claims, ...changes }) });
  await expectError(code, 403, "access_denied");
});

test("S7 the register finds a family name whatever its case, and everyone under the policy echo", async () => {
  stub.behave({ identity: (claims) => ({ ...claims, family_name: "Dubois" }) });
  expect((await throughStub()).text).toContain("DUBOIS");

  stub.behave({ identity: (claims) => ({ ...claims, family_name: "INCONNUE" }) });
  simulator.setFault("rnipp.policy", "once", "echo");
  expect((await throughStub()).text).toContain("INCONNUE");
  await expectError("Y010008", 403, "access_denied");
});

test.each([
  ["no state", () => ({ code: "c" }), "Y020021", 400],
  ["no code", ({ state }: { state: string }) => ({ state }), "Y020025", 400],
  ["another state", () => ({ code: "c", state: "autre" }), "Y020022", 403],
  ["an unknown code", ({ state }: { state: string }) => ({ code: "inconnu", state }), "Y020026", 502],
  ["an error without state", () => ({ error: "access_denied" }), "Y020021", 400],
  ["an error with another state", () => ({ error: "access_denied", state: "autre" }), "Y020022", 403],
])("S7 a callback with %s is refused", async (_, callback, code, status) => {
  stub.behave({ callback });
  await expectError(code, status, "server_error");
});

test("S7 an error of the identity provider leads to the chooser again, with its name", async () => {
  stub.behave({ callback: ({ state }) => ({ error: "access_denied", state }) });
  const page = await throughStub();
  expect(page.status).toBe(200);
  expect(page.text).toContain("La connexion avec « Aidants Connect » n’a pas abouti");
  expect(simulator.events().at(-1)).toMatchObject({ event: "IDP_CALLEDBACK_WITH_ERROR", error: "access_denied" });
});

const seconds = () => Math.floor(+simulator.now() / 1000);

test.each<[string, Record<string, unknown>, string, number]>([
  ["no acr", { acr: undefined }, "Y020030", 500],
  ["an acr of symbols", { acr: "eidas-1" }, "Y020030", 500],
  ["an unknown acr", { acr: "niveau1" }, "Y100001", 500],
  ["an acr above its rights", { acr: "eidas2" }, "Y100018", 400],
  ["a rep_scope in one string", { rep_scope: "Logement Justice" }, "Y020030", 500],
  ["an amr in one string", { amr: "pwd" }, "Y020030", 500],
  ["another nonce", { nonce: "autre" }, "Y020026", 502],
  ["another audience", { aud: "autre" }, "Y020026", 502],
  ["another issuer", { iss: "https://autre.example.test" }, "Y020026", 502],
  ["no iat", { iat: undefined }, "Y020026", 502],
  ["an exp just reached", { exp: seconds() - 1 }, "Y020026", 502],
  ["an nbf in the future", { nbf: seconds() + 3600 }, "Y020026", 502],
])("S7 an id_token with %s is refused", async (_, changes, code, status) => {
  stub.behave({ idToken: (claims) => ({ ...claims, ...changes }) });
  await expectError(code, status, "server_error");
});

test("S7 an id_token 301 seconds behind FranceConnect's clock is Y020026, two seconds ahead is accepted", async () => {
  stub.behave({ idToken: (claims) => ({ ...claims, iat: seconds() - 301, exp: seconds() - 1 }) });
  await expectError("Y020026", 502, "server_error");
  stub.behave({ idToken: (claims) => ({ ...claims, iat: seconds() + 2, exp: seconds() + 302 }) });
  expect((await throughStub()).status).toBe(200);
});

test.each([
  ["401", { status: 401, type: "application/json", body: '{"error":"invalid_token"}' }],
  ["text", { status: 200, type: "text/plain", body: "bonjour" }],
])("S7 a userinfo answer in %s is Y020027", async (_, answer) => {
  stub.behave({ userinfo: () => answer });
  await expectError("Y020027", 502, "server_error");
});

test("S7 a userinfo sub that is not ASCII is Y020029, and a sub that differs from the id_token's is accepted", async () => {
  stub.behave({ identity: (claims) => ({ ...claims, sub: "angéla" }) });
  await expectError("Y020029", 500, "server_error");
  stub.behave({ identity: (claims) => ({ ...claims, sub: "un-autre" }) });
  expect((await throughStub()).status).toBe(200);
});

test("S7 a callback without any session is Y190001", async () => {
  expect((await createBrowser().get(`${simulator.issuer}/oidc-callback?code=c&state=s`)).text).toContain("Y190001");
});

test("S7 FranceConnect asks as it does in production", async () => {
  await throughStub();
  const { query } = stub.requestsTo("/authorize").at(-1) ?? { query: new URLSearchParams() };
  expect(Object.fromEntries(query)).toEqual({
    client_id: "fc-chez-le-bouchon",
    redirect_uri: `${simulator.issuer}/oidc-callback`,
    response_type: "code",
    scope: "openid profile email birth",
    acr_values: "eidas1",
    prompt: "login",
    state: expect.stringMatching(/^[0-9a-f]{64}$/),
    nonce: expect.stringMatching(/^[0-9a-f]{64}$/),
    claims: '{"id_token":{"rep_scope":{"essential":true,"values":[]}}}',
  });
  const token = stub.requestsTo("/token").at(-1);
  expect([...(token?.form.keys() ?? [])].sort()).toEqual([
    "client_id",
    "client_secret",
    "code",
    "grant_type",
    "redirect_uri",
  ]);
  expect(token?.headers.authorization).toBeUndefined();
});
