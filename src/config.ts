import { readFileSync } from "node:fs";
import { z } from "zod";
import type { RootKeys } from "#platform/keys.ts";
import type { ClientFi, FranceConnectSettings, Settings } from "#platform/settings.ts";
import { refuseWeakSecrets, secretBytes } from "./config-secrets.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** All that the service is told by its deployment (chapter 10 §8). */
export type Config = {
  readonly settings: Settings;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** The sequencer's own role, on a direct connection. */
  readonly sequencerDatabaseUrl: string;
  /** `<public host>/journal`, fixed when the journal is opened. */
  readonly journalOrigin: string;
  /** Where mail leaves. */
  readonly smtpUrl: string;
};

/** Everything that is wrong with an environment, at once: one line a variable, never a value. */
export class ConfigRefused extends Error {
  override name = "ConfigRefused";
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration is refused:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/** The environment of this process: read here and nowhere else (R5). */
export const environment: Environment = process.env;

type Reader = {
  readonly required: (name: string) => string;
  readonly optional: (name: string, fallback: string) => string;
  readonly problem: (name: string, what: string) => void;
};

/** Reads a production environment. @throws ConfigRefused listing every problem. */
export const readConfig = (env: Environment): Config => {
  const problems: string[] = [];
  const read = readerOf(env, problems);
  const origin = publicUrl(read, "AC_ORIGIN");
  if (origin !== "" && new URL(origin).pathname !== "/") read.problem("AC_ORIGIN", "holds a path");
  const settings: Settings = {
    origin,
    franceConnect: franceConnectSettings(read, origin),
    clients: clientsOf(read),
    rootKeys: rootKeysOf(read),
    expediteur: read.required("AC_EXPEDITEUR"),
    trustedProxies: proxiesOf(read),
  };
  refuseWeakSecrets(settings, read.problem);
  const config = { settings, ...listeningOf(read), ...outsideOf(read) };
  if (problems.length > 0) throw new ConfigRefused(problems);
  return config;
};

const readerOf = (env: Environment, problems: string[]): Reader => {
  const problem = (name: string, what: string) => void problems.push(`${name} ${what}.`);
  const valueNamed = (name: string): string | undefined => {
    const file = env[`${name}_FILE`];
    if (file === undefined) return env[name]?.trim();
    try {
      return readFileSync(file, "utf8").trim();
    } catch {
      problem(`${name}_FILE`, "names a file that cannot be read");
      return undefined;
    }
  };
  return {
    problem,
    required: (name) => {
      const value = valueNamed(name);
      if (!value) problem(name, "is required");
      return value ?? "";
    },
    optional: (name, fallback) => valueNamed(name) || fallback,
  };
};

/** An https address of a public host: a stand-in on loopback never serves real people (chapter 01 §1). */
const publicUrl = (read: Reader, name: string): string => {
  const value = read.required(name);
  if (value === "") return "";
  if (!URL.canParse(value)) {
    read.problem(name, "is not an address");
    return "";
  }
  const { protocol, hostname } = new URL(value);
  if (protocol !== "https:") read.problem(name, "is not https");
  if (/^(localhost|127\.|\[::1\]|0\.0\.0\.0)/.test(hostname) || hostname.endsWith(".localhost"))
    read.problem(name, "is a loopback address");
  if (value.endsWith("/")) read.problem(name, "ends with a slash");
  return value;
};

const DEFAULT_SCOPES =
  "openid given_name family_name birthdate idp_birthdate gender birthplace birthcountry email preferred_username";

const franceConnectSettings = (read: Reader, origin: string): FranceConnectSettings => ({
  issuer: publicUrl(read, "FC_FS_ISSUER"),
  clientId: read.required("FC_FS_CLIENT_ID"),
  clientSecret: read.required("FC_FS_CLIENT_SECRET"),
  redirectUri: read.optional("FC_FS_REDIRECT_URI", `${origin}/franceconnect/callback`),
  postLogoutRedirectUri: read.optional("FC_FS_POST_LOGOUT_REDIRECT_URI", `${origin}/franceconnect/logout-callback`),
  scopes: read.optional("FC_FS_SCOPES", DEFAULT_SCOPES).split(/\s+/),
  signingAlg: choice(read, "FC_FS_SIGNING_ALG", ["ES256", "RS256"]),
  amrGranted: choice(read, "FC_FS_AMR", ["false", "true"]) === "true",
  aidantsConnectExcluded: choice(read, "FC_FS_AC_EXCLUDED", ["false", "true"]) === "true",
  aidantsConnectUid: read.optional("FC_AC_UID", "3189d655-0c78-4ff7-9758-f3a3ac36dd7e"),
});

/** One of the values; the first when the variable is absent. */
const choice = <T extends string>(read: Reader, name: string, values: readonly [T, ...T[]]): T => {
  const value = read.optional(name, values[0]);
  const found = values.find((candidate) => candidate === value);
  if (!found) read.problem(name, `is none of: ${values.join(", ")}`);
  return found ?? values[0];
};

const clientSchema: z.ZodType<ClientFi> = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(32),
  nom: z.string().min(1),
  actif: z.boolean().default(true),
  profil: z.enum(["franceconnect-v2", "moderne"]).default("franceconnect-v2"),
  userinfoJwt: z.boolean().default(false),
  redirectUris: z.array(z.url()).min(1),
  postLogoutRedirectUris: z.array(z.url()).default([]),
  repScope: z.enum(["auto", "franceconnect", "cles", "off"]).default("auto"),
  claimAct: z.boolean().default(false),
  claimMandat: z.boolean().default(false),
  requirePkce: z.boolean().default(false),
  clientJwks: z.array(z.record(z.string(), z.any())).exactOptional(),
});

/** Clients of our identity provider, from JSON (chapter 01 §3.2). @throws Error naming the first member at fault. */
export const parseClients = (json: string): readonly ClientFi[] => {
  const parsed = z.array(clientSchema).safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join(".")} ${issue?.message}`);
};

const clientsOf = (read: Reader): readonly ClientFi[] => {
  const json = read.required("FI_CLIENTS");
  if (json === "") return [];
  try {
    return parseClients(json);
  } catch (fault) {
    read.problem("FI_CLIENTS", `is refused: ${fault instanceof SyntaxError ? "not JSON" : (fault as Error).message}`);
    return [];
  }
};

const rootKeysOf = (read: Reader): RootKeys => {
  const keyOf = (name: string): Buffer => {
    const text = read.required(name);
    const key = secretBytes(text);
    if (!key && text !== "") read.problem(name, "is not 32 bytes in hexadecimal");
    return key ?? Buffer.of();
  };
  return {
    kek: keyOf("AC_CLE_KEK"),
    index: keyOf("AC_CLE_INDEX"),
    cookie: keyOf("AC_CLE_COOKIE"),
    pseudonyme: keyOf("AC_CLE_PSEUDONYME"),
    service: keyOf("AC_CLE_SERVICE"),
  };
};

const listeningOf = (read: Reader): Pick<Config, "host" | "port"> => {
  const port = Number(read.optional("PORT", "3000"));
  if (!Number.isInteger(port) || port < 0 || port > 65_535) read.problem("PORT", "is not a port");
  return { host: read.optional("HOST", "127.0.0.1"), port };
};

/** `aucun`, or addresses and networks separated by commas. */
const proxiesOf = (read: Reader): readonly string[] => {
  const value = read.required("AC_PROXY_CONFIANCE");
  return value === "aucun" ? [] : value.split(/[\s,]+/).filter(Boolean);
};

type Outside = Pick<Config, "databaseUrl" | "sequencerDatabaseUrl" | "journalOrigin" | "smtpUrl">;
const outsideOf = (read: Reader): Outside => ({
  databaseUrl: read.required("DATABASE_URL"),
  sequencerDatabaseUrl: read.required("DATABASE_URL_SEQUENCEUR"),
  journalOrigin: read.required("AC_JOURNAL_ORIGINE"),
  smtpUrl: read.required("AC_SMTP_URL"),
});
