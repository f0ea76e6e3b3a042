import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { ConfigRefused, type Environment, environment, readConfig } from "#config.ts";
import type { Database } from "#platform/database.ts";
import { createKeys } from "#platform/keys.ts";
import { type OpenedDatabase, openDatabase } from "#platform/open-database.ts";
import { verifyMeanings } from "#store/journal-meaning.ts";
import { verifyBase, verifyRecent } from "#store/journal-verification.ts";
import { type Check, isValid } from "#verifier/finding.ts";

const usage = `Usage: npm run journal:verify [-- options]
  --json         one JSON object per check
  --recent N     the last N leaves only, as at start-up
  --open         also opens the facts, with the keys of the service's configuration
Database: DATABASE_URL, else the embedded one in AC_DATA_DIR (.data).
Answers 0 valid, 1 invalid, 2 usage, 3 unreachable.
`;

type Out = { readonly write: (text: string) => void };
type Options = { readonly json: boolean; readonly recent: number | null; readonly open: boolean };
type Outcome = { readonly checks: readonly Check[] } | { readonly unreachable: string };

/** Runs the checks `base` of chapter 04 §9 and answers the exit code. */
export const main = async (args: readonly string[], env: Environment, out: Out, err: Out): Promise<number> => {
  const options = readOptions(args);
  if (!options) {
    err.write(usage);
    return 2;
  }
  try {
    const outcome = await verify(options, env, err);
    if ("unreachable" in outcome) {
      err.write(`${outcome.unreachable}\n`);
      return 3;
    }
    for (const check of outcome.checks) out.write(options.json ? `${JSON.stringify(check)}\n` : wordsFor(check));
    if (!options.json) out.write(isValid(outcome.checks) ? "The journal is valid.\n" : "THE JOURNAL IS NOT VALID.\n");
    return isValid(outcome.checks) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof ConfigRefused)) throw error;
    err.write(`${error.message}\n`);
    return 2;
  }
};

const readOptions = (args: readonly string[]): Options | null => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: "boolean" }, recent: { type: "string" }, open: { type: "boolean" } },
    });
    const recent = values.recent === undefined ? null : Number(values.recent);
    if (recent !== null && !(Number.isSafeInteger(recent) && recent > 0)) return null;
    return { json: values.json === true, recent, open: values.open === true };
  } catch {
    return null;
  }
};

const verify = async (options: Options, env: Environment, err: Out): Promise<Outcome> => {
  const keys = options.open ? createKeys(readConfig(env).settings.rootKeys) : null;
  const check = async (db: Database): Promise<readonly Check[]> => [
    ...(await (options.recent === null ? verifyBase(db, new Date()) : verifyRecent(db, options.recent))),
    ...(keys ? [await verifyMeanings(db, keys)] : []),
  ];
  if (env.DATABASE_URL) return onServer(env.DATABASE_URL, check);
  return onEmbedded(env.AC_DATA_DIR ?? ".data", check, err);
};

type Verification = (db: Database) => Promise<readonly Check[]>;

const onServer = async (url: string, check: Verification): Promise<Outcome> => {
  const opened = await openDatabase({ url, directory: "" });
  try {
    await opened.db.selectFrom("journal_head").select("size").execute();
    return { checks: await check(opened.db) };
  } catch (error) {
    return { unreachable: `The journal cannot be read: ${wordsOf(error)}` };
  } finally {
    await opened.close();
  }
};

/**
 * The embedded database admits one process. While the service holds it, a copy of its folder is verified instead; a
 * copy taken in the middle of a write may not hold together, so a bad one is taken again.
 */
const onEmbedded = async (directory: string, check: Verification, err: Out): Promise<Outcome> => {
  if (!existsSync(join(directory, "pg"))) return { unreachable: `There is no embedded database in ${directory}.` };
  const own = await openDatabase({ directory }).catch(() => null);
  if (own) return checkAndClose(own, check);
  err.write("The service is running: a copy of its database is verified.\n");
  let outcome: Outcome = { unreachable: "The database cannot be copied." };
  for (let tries = 0; tries < 3 && !holdsTogether(outcome); tries += 1) outcome = await onCopy(directory, check);
  return outcome;
};

const holdsTogether = (outcome: Outcome): boolean => "checks" in outcome && isValid(outcome.checks);

const onCopy = async (directory: string, check: Verification): Promise<Outcome> => {
  const copy = mkdtempSync(join(tmpdir(), "aidants-connect-copie-"));
  try {
    cpSync(join(directory, "pg"), join(copy, "pg"), { recursive: true });
    rmSync(join(copy, "pg", "postmaster.pid"), { force: true });
    return await checkAndClose(await openDatabase({ directory: copy }), check);
  } catch (error) {
    return { unreachable: `The database cannot be read: ${wordsOf(error)}` };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
};

const checkAndClose = async (opened: OpenedDatabase, check: Verification): Promise<Outcome> => {
  try {
    return { checks: await check(opened.db) };
  } catch (error) {
    return { unreachable: `The journal cannot be read: ${wordsOf(error)}` };
  } finally {
    await opened.close();
  }
};

const wordsOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(wordsOf).join("; ");
  return error instanceof Error ? error.message : String(error);
};

const wordsFor = ({ check, result, examined, findings, found }: Check): string => {
  const lines = [`${result.padEnd(8)} ${check} (${examined} examined)`];
  for (const { damage, message } of findings) lines.push(`         ${damage}: ${message}`);
  if (found > findings.length) lines.push(`         … ${found - findings.length} more`);
  return `${lines.join("\n")}\n`;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href)
  process.exitCode = await main(process.argv.slice(2), environment, process.stdout, process.stderr);
