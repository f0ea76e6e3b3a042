import { expect, test } from "vitest";
import { askFor, clientOf, openIdentityProvider } from "#testing/identity-provider.ts";
import { FC_ORIGIN_IN_TESTS, testClientFi } from "#testing/test-settings.ts";

const issuer = "https://aidants-connect.example.test";
const provider = await openIdentityProvider({
  clients: [testClientFi(FC_ORIGIN_IN_TESTS, { redirectUris: ["https://fc.example.test/api/v2/oidc-callback"] })],
  overrides: { origin: issuer },
});
const client = clientOf(provider);

test("C13 behind a proxy over TLS every address is the issuer's, whatever the connection to the proxy", async () => {
  const { body, headers } = await provider.call({ method: "GET", path: "/.well-known/openid-configuration" });
  const endpoints = Object.entries(JSON.parse(body)).filter(([name]) => /_endpoint$|_uri$|^issuer$/.test(name));

  expect(endpoints.map(([, url]) => String(url).startsWith(issuer))).not.toContain(false);
  expect(headers["strict-transport-security"]).toContain("max-age=63072000");
});

test("C13 cookies of the request are secure, unreadable by scripts, and kept to its two addresses", async () => {
  const answer = await provider.call({ method: "GET", path: askFor(client).path });
  const uid = /\/demande\/([\w-]+)$/.exec(answer.headers.location ?? "")?.[1];
  const cookies = answer.headers["set-cookie"] ?? [];

  expect(cookies).toHaveLength(4);
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; secure; httponly/i);
    expect(cookie).toMatch(/samesite=lax/i);
    expect([`path=/demande/${uid};`, `path=/authorize/${uid};`].some((path) => cookie.includes(path))).toBe(true);
  }
});

test("C13 an error goes back with the issuer of the deployment", async () => {
  const answer = await provider.call({ method: "GET", path: askFor(client, { prompt: "none" }).path });

  expect(new URL(answer.headers.location ?? "").searchParams.get("iss")).toBe(issuer);
});
