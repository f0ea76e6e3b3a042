import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deps } from "#deps.ts";
import { projectRoot } from "#platform/project-root.ts";
import { journalDelay } from "./health.query.ts";

/** `en-panne` makes the whole fail; `absent` is reported and does not. */
export type ComponentState = "ok" | "en-panne" | "absent";
export type Health = {
  readonly status: "ok" | "en-panne";
  readonly version: string;
  readonly composants: Readonly<Record<"base" | "journal" | "cles" | "horloge" | "franceconnect", ComponentState>>;
};

const { version } = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as { readonly version: string };
const DATABASE_LIMIT_MS = 1_000;
/** A fact that waits longer is the alarm of chapter 10 §6. */
const JOURNAL_LIMIT_MS = 60_000;
/** No clock of a server that runs this version shows an earlier day. */
const BUILT_AFTER = Date.UTC(2026, 0, 1);

/** What this instance needs to serve anybody (chapter 10 §5): third parties are reported and never make it fail. */
export const readHealth = async (deps: Deps): Promise<Health> => {
  const delay = await within(DATABASE_LIMIT_MS, journalDelay(deps.db));
  const composants = {
    base: stateOf(delay !== "failed"),
    journal: stateOf(delay !== "failed" && delay !== null && delay <= JOURNAL_LIMIT_MS),
    cles: stateOf(keysOpen(deps)),
    horloge: stateOf(deps.clock.now().getTime() > BUILT_AFTER),
    franceconnect: deps.franceConnect.isKnown() ? ("ok" as const) : ("absent" as const),
  };
  const fails = Object.values(composants).includes("en-panne");
  return { status: fails ? "en-panne" : "ok", version, composants };
};

const stateOf = (works: boolean): ComponentState => (works ? "ok" : "en-panne");

const within = async <T>(ms: number, work: Promise<T>): Promise<T | "failed"> => {
  const late = Promise.withResolvers<"failed">();
  const timer = setTimeout(() => late.resolve("failed"), ms);
  try {
    return await Promise.race([work.catch(() => "failed" as const), late.promise]);
  } finally {
    clearTimeout(timer);
  }
};

const keysOpen = ({ keys }: Deps): boolean => {
  const cell = { table: "sante", column: "essai", row: "" };
  try {
    return keys.openForService(cell, keys.sealForService(cell, "ok")).toString() === "ok";
  } catch {
    return false;
  }
};
