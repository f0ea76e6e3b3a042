import { afterAll, expect, test } from "vitest";
import { readApacheClaims, startApacheRelyingParty } from "./testing/apache-relying-party.ts";
import { createBrowser } from "./testing/browser.ts";
import { demoFiButton, goOn } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
afterAll(() => simulator.close());

const clientId = "service-sans-perimetre";
const clientSecret = "secret-d-apache-en-toutes-lettres-0123456789abcdef";

test.each(["ES256", "RS256"])("S2 mod_auth_openidc signs in through the simulator and out again, %s", async (alg) => {
  const apache = await startApacheRelyingParty({
    metadataUrl: `${simulator.issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    scope: "openid identite_pivot email",
    authRequestParams: "acr_values=eidas1&prompt=login",
    idTokenAlg: alg,
    userinfoAlg: alg,
  });
  try {
    simulator.patchRecord("fs", clientId, {
      clientSecret,
      redirectUris: [apache.redirectUri],
      postLogoutRedirectUris: [apache.loggedOutUrl],
      idTokenAlg: alg,
      userinfoAlg: alg,
    });
    const browser = createBrowser();
    const people = await browser.submit(await browser.get(apache.claimsUrl), demoFiButton);
    const consent = await browser.submit(people, "Se connecter en tant que Joséphine MARTIN");
    const page = await goOn(browser, consent);
    expect(page.status, `${page.url}\n${await apache.errorLog()}`).toBe(200);
    expect(readApacheClaims(page.body)).toMatchObject({
      given_name: "Joséphine",
      family_name: "MARTIN",
      birthplace: "2A004",
      email: "josephine.martin@example.test",
      acr: "eidas1",
      iss: simulator.issuer,
    });

    const leaving = await browser.get(apache.logoutUrl);
    const left = await browser.submit(leaving, "Se déconnecter");
    const end = await browser.submit(left, "Terminer la déconnexion");
    expect(end.url).toBe(apache.loggedOutUrl);
    expect((await browser.get(apache.claimsUrl)).heading).toContain("Choisissez un compte");
  } finally {
    await apache.close();
  }
});
