import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RootKeys } from "#platform/keys.ts";

const names = ["kek", "index", "cookie", "pseudonyme", "service", "fs", "fi", "fiModerne"] as const;
type Name = (typeof names)[number];

/** Secrets of this checkout: drawn once, kept beside its data with mode 0600, never the same on two machines. */
export type CheckoutSecrets = {
  readonly rootKeys: RootKeys;
  /** Our secret as a service provider, shared with the simulator. */
  readonly fs: string;
  /** The simulator's secrets at our identity provider. */
  readonly fi: string;
  readonly fiModerne: string;
};

/** Reads the secrets of `directory`, drawing those that are missing; `memory:` keeps none. */
export const checkoutSecrets = (directory: string): CheckoutSecrets => {
  const stored = directory === "memory:" ? {} : readStored(directory);
  const secrets = Object.fromEntries(names.map((name) => [name, stored[name] ?? draw()])) as Record<Name, string>;
  if (directory !== "memory:") store(directory, secrets);
  const key = (name: Name): Buffer => Buffer.from(secrets[name], "hex");
  const { fs, fi, fiModerne } = secrets;
  const rootKeys = {
    kek: key("kek"),
    index: key("index"),
    cookie: key("cookie"),
    pseudonyme: key("pseudonyme"),
    service: key("service"),
  };
  return { rootKeys, fs, fi, fiModerne };
};

const draw = (): string => randomBytes(32).toString("hex");
const fileIn = (directory: string): string => join(directory, "secrets.json");

const readStored = (directory: string): Partial<Record<Name, string>> =>
  existsSync(fileIn(directory)) ? JSON.parse(readFileSync(fileIn(directory), "utf8")) : {};

const store = (directory: string, secrets: Record<Name, string>): void => {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(fileIn(directory), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
};
