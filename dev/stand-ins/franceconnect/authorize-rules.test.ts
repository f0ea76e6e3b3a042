import { afterAll, expect, test } from "vitest";
import { createBrowser } from "./testing/browser.ts";
import { openRawFs, queryOf } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
afterAll(async () => {
  await service.close();
  await simulator.close();
});

const ask = (overrides: Record<string, string | null>) =>
  createBrowser().get(service.authorizeUrl(overrides), { follow: false });

test.each([
  "acr_values",
  "client_id",
  "nonce",
  "redirect_uri",
  "response_type",
  "scope",
  "state",
])("S3 a request without %s is refused with Y030007, without return", async (name) => {
  const page = await ask({ [name]: null });
  expect(page).toMatchObject({ status: 400, location: null });
  expect(page.text).toContain("Y030007");
});

test.each([
  ["prompt empty", { prompt: "" }],
  ["prompt none", { prompt: "none" }],
  ["prompt select_account", { prompt: "select_account" }],
  ["a nonce of 21 characters", { nonce: "n".repeat(21) }],
  ["a redirect_uri that is no address", { redirect_uri: "example.com" }],
  ["65 characters of acr_values", { acr_values: "e".repeat(65) }],
  ["an unknown parameter", { inconnu: "1" }],
  ["code_challenge", { code_challenge: "c".repeat(43) }],
  ["max_age", { max_age: "60" }],
  ["login_hint", { login_hint: "angela" }],
  ["id_token_hint", { id_token_hint: "a.b.c" }],
  ["claims that are no JSON", { claims: "{" }],
])("S3 a request with %s is refused with Y030007, without return", async (_, overrides) => {
  const page = await ask(overrides);
  expect(page).toMatchObject({ status: 400, location: null });
  expect(page.text).toContain("Y030007");
});

test("S3 a repeated parameter is refused with Y030007", async () => {
  const page = await createBrowser().get(`${service.authorizeUrl()}&scope=openid`, { follow: false });
  expect(page.text).toContain("Y030007");
});

test.each([
  ["prompt login", { prompt: "login" }],
  ["prompt consent", { prompt: "consent" }],
  ["both prompts", { prompt: "login consent" }],
  ["no prompt", {}],
  ["a nonce of 22 characters", { nonce: "n".repeat(22) }],
  ["a nonce of 32 characters", { nonce: "n".repeat(32) }],
  ["a nonce of 67 characters", { nonce: "n".repeat(67) }],
  ["a nonce with @#&", { nonce: "nonce-avec-@#&-et-longueur" }],
  ["a language", { ui_locales: "fr-FR" }],
])("S3 a request with %s reaches the chooser", async (_, overrides) => {
  const page = await createBrowser().get(service.authorizeUrl(overrides));
  expect(page.status).toBe(200);
  expect(page.heading).toBe("Choisissez un compte pour vous connecter à Caisse des aides de démonstration");
});

test("S3 the same by POST", async () => {
  const fields = Object.fromEntries(new URL(service.authorizeUrl()).searchParams);
  const page = await createBrowser().post(`${simulator.issuer}/authorize`, fields);
  expect(page.heading).toContain("Choisissez un compte");
});

test("S3 an unknown service is Y04EA6EF, a foreign return address Y04C013C, a claim not granted Y100009", async () => {
  expect((await ask({ client_id: "inconnu" })).text).toContain("Y04EA6EF");
  expect((await ask({ redirect_uri: "https://ailleurs.example.test/retour" })).text).toContain("Y04C013C");
  expect((await ask({ redirect_uri: `${service.redirectUri}/` })).text).toContain("Y04C013C");
  expect((await ask({ claims: '{"userinfo":{"email":null}}' })).text).toContain("Y100009");
});

test.each([
  [{ scope: "profile" }, "invalid_request"],
  [{ scope: "openid idp_id" }, "invalid_scope"],
  [{ response_type: "inconnu" }, "unsupported_response_type"],
  [{ response_type: "" }, "invalid_request"],
  [{ idp_hint: "demo" }, "invalid_idp_hint"],
])("S3 %j goes back with %s", async (overrides, error) => {
  const page = await ask(overrides);
  const back = new URL(page.location ?? "");
  expect(page.status).toBe(303);
  expect(`${back.origin}${back.pathname}`).toBe(service.redirectUri);
  expect(back.searchParams.get("error")).toBe(error);
  expect(back.searchParams.get("state")).toBe("un-state-de-trente-deux-lettres");
  expect(back.searchParams.get("iss")).toBe(simulator.issuer);
});

test("an allowed idp_hint skips the chooser", async () => {
  simulator.patchRecord("fs", "service-sans-perimetre", { allowedIdpHints: ["demo"] });
  const page = await createBrowser().get(service.authorizeUrl({ idp_hint: "demo" }));
  expect(page.heading).toBe("Qui êtes-vous ?");
});

test.each([
  "eidas1",
  "niveau_inconnu",
  "eidas1 eidas2 eidas3",
])("S4 acr_values « %s » is eidas1", async (acr_values) => {
  expect((await createBrowser().get(service.authorizeUrl({ acr_values }))).heading).toContain("Choisissez un compte");
});

test.each([
  ["eidas2", "eidas2"],
  ["eidas3", "eidas3"],
  ["eidas2 eidas3", "eidas2"],
  ["inconnu eidas3", "eidas3"],
])("S4 acr_values « %s » is invalid_acr, got %s", async (acr_values, got) => {
  const page = await createBrowser().get(service.authorizeUrl({ acr_values }));
  expect(queryOf(page).get("error")).toBe("invalid_acr");
  expect(queryOf(page).get("error_description")).toMatch(new RegExp(`expected eidas1, got ${got}$`));
});
