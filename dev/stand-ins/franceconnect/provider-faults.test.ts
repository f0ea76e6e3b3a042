import { afterAll, beforeEach, expect, test } from "vitest";
import { readJwt } from "./jwt.ts";
import { createBrowser } from "./testing/browser.ts";
import { goOn, openRawFs, queryOf, reachConsent, verifyWithPublishedKeys } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
afterAll(async () => {
  await service.close();
  await simulator.close();
});
beforeEach(() => {
  for (const { name } of simulator.faults()) simulator.setFault(name, "off");
});

const arrive = async () => {
  const browser = createBrowser();
  return queryOf(await goOn(browser, await reachConsent(browser, service.authorizeUrl())));
};
const redeem = async () => service.redeem((await arrive()).get("code") ?? "");
const idToken = async () => String((await redeem()).body.id_token);
const verifies = (jwt: string) =>
  verifyWithPublishedKeys(simulator.issuer, jwt).then(
    () => true,
    () => false,
  );
const userinfo = async () => service.askUserinfo(String((await redeem()).body.access_token));

test.each([
  ["none", "none", ""],
  ["HS256", "HS256", "HS256"],
])("S12 id_token.alg=%s once", async (value, alg) => {
  simulator.setFault("id_token.alg", "once", value);
  expect(readJwt(await idToken()).header.alg).toBe(alg);
  expect(readJwt(await idToken()).header.alg).toBe("ES256");
});

test("S12 id_token.alg=otherkey once", async () => {
  simulator.setFault("id_token.alg=otherkey", "once");
  expect([await verifies(await idToken()), await verifies(await idToken())]).toEqual([false, true]);
});

test.each([
  ["id_token.nonce", "nonce", "un-nonce-de-trente-deux-lettres"],
  ["id_token.iss", "iss", simulator.issuer],
  ["id_token.aud", "aud", "service-sans-perimetre"],
  ["id_token.acr", "acr", "eidas1"],
])("S12 %s once: the claim is wrong, the signature right", async (fault, claim, right) => {
  simulator.setFault(fault, "once");
  const wrong = await idToken();
  expect(readJwt(wrong).payload[claim]).not.toBe(right);
  expect(await verifies(wrong)).toBe(true);
  expect(readJwt(await idToken()).payload[claim]).toBe(right);
});

test("S12 id_token.exp once", async () => {
  simulator.setFault("id_token.exp", "once");
  const inFuture = async () => Number(readJwt(await idToken()).payload.exp) > Date.now() / 1000;
  expect([await inFuture(), await inFuture()]).toEqual([false, true]);
});

test("S12 a sticky fault acts until it is switched off", async () => {
  simulator.setFault("id_token.acr", "sticky", "eidas3");
  expect(readJwt(await idToken()).payload.acr).toBe("eidas3");
  expect(readJwt(await idToken()).payload.acr).toBe("eidas3");
  simulator.setFault("id_token.acr", "off");
  expect(readJwt(await idToken()).payload.acr).toBe("eidas1");
});

test("S12 iss_param once: absent, or another", async () => {
  simulator.setFault("iss_param", "once");
  expect((await arrive()).get("iss")).toBeNull();
  simulator.setFault("iss_param", "once", "https://autre.example.test");
  expect((await arrive()).get("iss")).toBe("https://autre.example.test");
  expect((await arrive()).get("iss")).toBe(simulator.issuer);
});

test("S12 state once", async () => {
  simulator.setFault("state", "once");
  expect((await arrive()).get("state")).not.toBe("un-state-de-trente-deux-lettres");
  expect((await arrive()).get("state")).toBe("un-state-de-trente-deux-lettres");
});

test("S12 error=<any> once", async () => {
  simulator.setFault("error=temporarily_unavailable", "once");
  const browser = createBrowser();
  const page = await browser.get(service.authorizeUrl());
  expect(queryOf(page).get("error")).toBe("temporarily_unavailable");
  expect((await browser.get(service.authorizeUrl())).status).toBe(200);
  expect((await browser.get(service.authorizeUrl())).heading).toContain("Choisissez");
});

test("S12 token.status=500 once", async () => {
  simulator.setFault("token.status=500", "once");
  expect([(await redeem()).status, (await redeem()).status]).toEqual([500, 200]);
});

const elapsed = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

test("S12 token.timeout and userinfo.timeout once: no answer in the given time", async () => {
  const code = (await arrive()).get("code") ?? "";
  simulator.setFault("token.timeout", "once", "300");
  expect(await elapsed(() => service.redeem(code))).toBeGreaterThan(290);

  const token = String((await redeem()).body.access_token);
  simulator.setFault("userinfo.timeout", "once", "300");
  expect(await elapsed(() => service.askUserinfo(token))).toBeGreaterThan(290);
  expect(await elapsed(() => service.askUserinfo(token))).toBeLessThan(290);
});

test("S12 userinfo.json once", async () => {
  simulator.setFault("userinfo.json", "once");
  const types = [(await userinfo()).headers.get("content-type"), (await userinfo()).headers.get("content-type")];
  expect(types).toEqual(["application/json; charset=utf-8", "application/jwt"]);
});

test("S12 userinfo.badsig once", async () => {
  simulator.setFault("userinfo.badsig", "once");
  expect(await verifies(await (await userinfo()).text())).toBe(false);
  expect(await verifies(await (await userinfo()).text())).toBe(true);
});

test("S12 userinfo.401 once", async () => {
  simulator.setFault("userinfo.401", "once");
  expect([(await userinfo()).status, (await userinfo()).status]).toEqual([401, 200]);
});

test.each([
  ["userinfo.othersub", "sub", `${"0".repeat(64)}v1`],
  ["birthplace.absent", "birthplace", undefined],
  ["birthplace.null", "birthplace", null],
  ["email.absent", "email", undefined],
])("S12 %s once, under a right signature", async (fault, claim, wrong) => {
  simulator.setFault(fault, "once");
  const spoilt = await (await userinfo()).text();
  expect(await verifies(spoilt)).toBe(true);
  expect(readJwt(spoilt).payload[claim]).toBe(wrong);
  const right = readJwt(await (await userinfo()).text()).payload[claim];
  expect(right).toBeTruthy();
  expect(right).not.toBe(wrong);
});

const publishedKey = async () => {
  const { keys } = (await (await fetch(`${simulator.issuer}/jwks`)).json()) as { keys: { kid: string; x: string }[] };
  return keys[0];
};

test("S12 jwks.rotate gives new keys under new labels, jwks.rotate-same-kid under the same", async () => {
  const before = await publishedKey();
  simulator.setFault("jwks.rotate-same-kid", "once");
  const sameLabel = await publishedKey();
  expect([sameLabel?.kid, sameLabel?.x === before?.x]).toEqual([before?.kid, false]);

  simulator.setFault("jwks.rotate", "once");
  const newLabel = await publishedKey();
  expect(newLabel?.kid).not.toBe(sameLabel?.kid);
  expect(newLabel?.x).not.toBe(sameLabel?.x);
  expect(await verifies(await idToken())).toBe(true);
  expect((await publishedKey())?.x).toBe(newLabel?.x);
});

test("S12 jwks.rotate, sticky, gives new keys to each login", async () => {
  simulator.setFault("jwks.rotate", "sticky");
  const first = readJwt(await idToken()).header.kid;
  const second = readJwt(await idToken()).header.kid;
  simulator.setFault("jwks.rotate", "off");
  expect(second).not.toBe(first);
  expect(readJwt(await idToken()).header.kid).toBe(second);
});

test("S12 jwks.down once", async () => {
  simulator.setFault("jwks.down", "once");
  const status = async () => (await fetch(`${simulator.issuer}/jwks`)).status;
  expect([await status(), await status()]).toEqual([503, 200]);
});

test("S12 logout.noreturn once", async () => {
  const logout = async () => {
    const browser = createBrowser();
    const arrived = await goOn(browser, await reachConsent(browser, service.authorizeUrl()));
    const { body } = await service.redeem(queryOf(arrived).get("code") ?? "");
    const query = new URLSearchParams({
      id_token_hint: String(body.id_token),
      post_logout_redirect_uri: `${service.landing.origin}/fin`,
    });
    const leaving = await browser.get(`${simulator.issuer}/session/end?${query}`);
    return browser.submit(await browser.submit(leaving, "Se déconnecter"), "Terminer la déconnexion");
  };
  simulator.setFault("logout.noreturn", "once");
  expect((await logout()).heading).toBe("Vous êtes déconnecté");
  expect((await logout()).url).toBe(`${service.landing.origin}/fin`);
});
