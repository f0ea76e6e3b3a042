import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigRefused, type Environment, readConfig } from "./config.ts";

const draw = () => randomBytes(32).toString("hex");
const client = (overrides: Record<string, unknown> = {}) =>
  JSON.stringify([
    {
      clientId: "franceconnect",
      clientSecret: draw(),
      nom: "FranceConnect",
      redirectUris: ["https://fc.example.test/api/v2/oidc-callback"],
      ...overrides,
    },
  ]);

const complete = (): Environment => ({
  AC_ORIGIN: "https://aidants.example.test",
  DATABASE_URL: "postgres://aidants@db.example.test/aidants",
  DATABASE_URL_SEQUENCEUR: "postgres://sequenceur@db.example.test/aidants",
  AC_JOURNAL_ORIGINE: "aidants.example.test/journal",
  AC_PROXY_CONFIANCE: "aucun",
  AC_SMTP_URL: "smtps://courriel.example.test",
  AC_EXPEDITEUR: "ne-pas-repondre@aidants.example.test",
  AC_CLE_KEK: draw(),
  AC_CLE_INDEX: draw(),
  AC_CLE_COOKIE: draw(),
  AC_CLE_PSEUDONYME: draw(),
  AC_CLE_SERVICE: draw(),
  FC_FS_ISSUER: "https://fc.example.test/api/v2",
  FC_FS_CLIENT_ID: "ac-fs",
  FC_FS_CLIENT_SECRET: draw(),
  FI_CLIENTS: client(),
});

const problemsOf = (env: Environment): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (fault) {
    if (fault instanceof ConfigRefused) return fault.problems;
    throw fault;
  }
};

test("a complete environment is read, what chapter 01 gives by default included", () => {
  const { settings, host, port } = readConfig(complete());

  expect([host, port]).toEqual(["127.0.0.1", 3000]);
  expect(settings.franceConnect).toMatchObject({
    redirectUri: "https://aidants.example.test/franceconnect/callback",
    postLogoutRedirectUri: "https://aidants.example.test/franceconnect/logout-callback",
    signingAlg: "ES256",
    aidantsConnectExcluded: false,
  });
  expect(settings.franceConnect.scopes).not.toContain("idp_id");
  expect(settings.clients[0]).toMatchObject({ actif: true, profil: "franceconnect-v2", repScope: "auto" });
});

test("an empty environment is told everything it lacks at once", () => {
  const problems = problemsOf({});

  for (const name of Object.keys(complete())) expect(problems).toContain(`${name} is required.`);
});

test.each([
  ["AC_ORIGIN", "http://aidants.example.test", "AC_ORIGIN is not https."],
  ["AC_ORIGIN", "https://aidants.example.test/", "AC_ORIGIN ends with a slash."],
  ["AC_ORIGIN", "https://localhost:3000", "AC_ORIGIN is a loopback address."],
  ["FC_FS_ISSUER", "http://fc.example.test/api/v2", "FC_FS_ISSUER is not https."],
  ["FC_FS_ISSUER", "https://127.0.0.1/api/v2", "FC_FS_ISSUER is a loopback address."],
  ["FC_FS_CLIENT_SECRET", "trop court", "FC_FS_CLIENT_SECRET is shorter than 32 bytes."],
  ["FC_FS_CLIENT_SECRET", "a".repeat(40), "FC_FS_CLIENT_SECRET looks like an example."],
  ["FC_FS_SIGNING_ALG", "HS256", "FC_FS_SIGNING_ALG is none of: ES256, RS256."],
  ["AC_CLE_KEK", "00ff", "AC_CLE_KEK is not 32 bytes in hexadecimal."],
  ["PORT", "many", "PORT is not a port."],
  ["FI_CLIENTS", "{", "FI_CLIENTS is refused: not JSON."],
])("C13, A10-12 production refuses %s=%s", (name, value, problem) => {
  expect(problemsOf({ ...complete(), [name]: value })).toEqual([problem]);
});

test("two equal secrets are refused: one leak would make two", () => {
  const env = complete();

  expect(problemsOf({ ...env, AC_CLE_INDEX: env.AC_CLE_KEK })).toEqual(["AC_CLE_INDEX is equal to AC_CLE_KEK."]);
});

test("a client with an unknown member is refused by name, its secret is not told", () => {
  const secret = draw();
  const [problem] = problemsOf({ ...complete(), FI_CLIENTS: client({ clientSecret: secret, redirect: "x" }) });

  expect(problem).toContain("redirect");
  expect(problem).not.toContain(secret);
});

test("a secret may come from a mounted file", () => {
  const file = join(mkdtempSync(join(tmpdir(), "config-")), "secret");
  const secret = draw();
  writeFileSync(file, `${secret}\n`);
  const { FC_FS_CLIENT_SECRET: _, ...env } = complete();

  expect(readConfig({ ...env, FC_FS_CLIENT_SECRET_FILE: file }).settings.franceConnect.clientSecret).toBe(secret);
  expect(problemsOf({ ...env, FC_FS_CLIENT_SECRET_FILE: `${file}.absent` })).toContain(
    "FC_FS_CLIENT_SECRET_FILE names a file that cannot be read.",
  );
});

test("every variable that is read is named in .env.example, and no other", () => {
  const read = (file: string): string => readFileSync(join(import.meta.dirname, file), "utf8");
  const names = new Set(read("config.ts").match(/(?<=")(?:AC_|FC_|FI_|DATABASE_|PORT|HOST)[A-Z_]*(?=")/g));
  const named = new Set(read("../.env.example").match(/^[A-Z_]+(?==)/gm));

  expect([...named].sort()).toEqual([...names].sort());
});
