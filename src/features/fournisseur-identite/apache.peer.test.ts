import { afterAll, expect, test } from "vitest";
import {
  type ApacheOptions,
  readApacheClaims,
  startApacheRelyingParty,
} from "#dev/stand-ins/franceconnect/testing/apache-relying-party.ts";
import type { ClientFi } from "#platform/settings.ts";
import { buttonThat, freePort, openIdentityProvider } from "#testing/identity-provider.ts";
import { aReadyAidant } from "#testing/ready-aidant.ts";
import { FC_ORIGIN_IN_TESTS, testClientFi } from "#testing/test-settings.ts";

const claims = encodeURIComponent('{"id_token":{"rep_scope":{"essential":true,"values":["Famille-Scolarité"]}}}');
const port = await freePort();
const records: readonly (readonly [
  name: string,
  changes: Partial<ClientFi>,
  algs: Pick<ApacheOptions, "idTokenAlg" | "userinfoAlg">,
])[] = [
  ["franceconnect-v2, userinfo in JSON", {}, { idTokenAlg: "HS256" }],
  ["franceconnect-v2, userinfo signed", { userinfoJwt: true }, { idTokenAlg: "HS256", userinfoAlg: "HS256" }],
  ["moderne", { profil: "moderne" }, { idTokenAlg: "ES256", userinfoAlg: "ES256" }],
];

const peers = await Promise.all(
  records.map(async ([name, changes, algs], rank) => {
    const client = testClientFi(FC_ORIGIN_IN_TESTS, {
      clientId: `apache-${rank}`,
      clientSecret: `secret-d-apache-${rank}-en-toutes-lettres-0123456789abcdef`,
      ...changes,
    });
    const apache = await startApacheRelyingParty({
      metadataUrl: `http://127.0.0.1:${port}/.well-known/openid-configuration`,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      scope: "openid profile email birth",
      authRequestParams: `acr_values=eidas1&prompt=login&claims=${claims}`,
      ...algs,
    });
    return {
      name,
      apache,
      client: { ...client, redirectUris: [apache.redirectUri], postLogoutRedirectUris: [apache.loggedOutUrl] },
    };
  }),
);
const provider = await openIdentityProvider({ port, clients: peers.map(({ client }) => client) });
afterAll(() => Promise.all(peers.map(({ apache }) => apache.close())));

test.each(peers)("B21 mod_auth_openidc signs in through us and out again: $name", async ({ apache }) => {
  const { browser } = await aReadyAidant(provider);
  const usagers = await browser.get(apache.claimsUrl);
  const confirmation = await browser.submit(usagers, buttonThat(usagers, "Angela"));
  const page = await browser.submit(confirmation, "Me connecter à sa place");

  expect(page.status, `${page.url}\n${await apache.errorLog()}`).toBe(200);
  expect(readApacheClaims(page.body)).toMatchObject({
    given_name: "Angela Claire Louise",
    family_name: "DUBOIS",
    birthdate: "1962-08-24",
    birthplace: "75107",
    acr: "eidas1",
    iss: provider.origin,
    rep_scope: "Famille-Scolarité",
  });

  const left = await browser.get(apache.logoutUrl);
  expect(left.url.split("?")[0]).toBe(apache.loggedOutUrl);
  expect((await browser.get(apache.claimsUrl)).heading).toBe("Pour qui vous connectez-vous ?");
});
