import { join } from "node:path";
import { createApp } from "#app.ts";
import { type Config, ConfigRefused, environment, readConfig } from "#config.ts";
import { liveDeps } from "#live-deps.ts";
import { systemClock } from "#platform/clock.ts";
import { createLog, faultFields } from "#platform/log.ts";
import { createSmtpMailer } from "#platform/mailer.ts";
import { migrate, missingMigrations } from "#platform/migrate.ts";
import { openDatabase } from "#platform/open-database.ts";
import { projectRoot } from "#platform/project-root.ts";
import { endOnSignal, run } from "#running.ts";
import { journalIsOpen, openJournal } from "#store/journal-birth.ts";
import { openSequencerDatabase } from "#store/journal-sequencer-database.ts";
import { verifyRecent } from "#store/journal-verification.ts";
import { deliverOutbox } from "#store/outbox-delivery.ts";
import { isValid } from "#verifier/finding.ts";

/** Exit codes (chapter 10 §5, sysexits.h): configuration refused, schema or journal not ready, journal not valid. */
const EX_CONFIG = 78;
const EX_TEMPFAIL = 75;
const EX_DATAERR = 65;
const PROXY_GRACE_MS = 5_000;

const migrations = join(projectRoot, "migrations");
const log = createLog((line) => process.stdout.write(line), systemClock.now);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

type Opened = { readonly config: Config; readonly database: Awaited<ReturnType<typeof openDatabase>> };

/** `migrate`: by hand or by a job, never by a server that starts. */
const applyMigrations = async ({ database }: Opened): Promise<number> => {
  for (const name of await migrate(database.db, migrations)) say(`Applied ${name}.`);
  return 0;
};

/** `open-journal`: once in the life of the log (chapter 04 T3). */
const openJournalOnce = async ({ config, database }: Opened): Promise<number> => {
  const { keys, random, clock } = liveDeps({ settings: config.settings, db: database.db, log });
  const birth = { origin: config.journalOrigin, at: clock.now(), cause: random.uuid() };
  await database.db.transaction().execute((tx) => openJournal(tx, keys, birth));
  say(`The journal ${config.journalOrigin} is open.`);
  return 0;
};

/** Null when the database may be served from, else the exit code, said in words. */
const whyNotReady = async ({ database: { db } }: Opened): Promise<number | null> => {
  const missing = await missingMigrations(db, migrations);
  if (missing.length > 0) {
    say(`Migrations are missing (${missing.join(", ")}): run « node dist/main.js migrate » first.`);
    return EX_TEMPFAIL;
  }
  if (!(await journalIsOpen(db))) {
    say("The journal was never opened: run « node dist/main.js open-journal » once.");
    return EX_TEMPFAIL;
  }
  const checks = await verifyRecent(db);
  if (isValid(checks)) return null;
  say("The last leaves of the journal are not valid: run « npm run journal:verify », and do not serve.");
  return EX_DATAERR;
};

const serve = async (opened: Opened): Promise<number | null> => {
  const notReady = await whyNotReady(opened);
  if (notReady !== null) return notReady;
  const { config, database } = opened;
  const deps = liveDeps({ settings: config.settings, db: database.db, log });
  const mailer = createSmtpMailer(config.smtpUrl, config.settings.expediteur);
  const app = createApp(deps);
  await app.ready();
  const sequencing = openSequencerDatabase(config.sequencerDatabaseUrl);
  const running = await run({
    deps,
    server: app.server,
    sequencerDatabase: sequencing,
    deliver: () => deliverOutbox(deps, mailer),
    host: config.host,
    port: config.port,
    graceMs: PROXY_GRACE_MS,
  });
  endOnSignal(async () => {
    await running.stop();
    await app.close();
    await sequencing.close();
    await database.close();
  });
  log.info("ready");
  return null;
};

const commands = new Map<string | undefined, (opened: Opened) => Promise<number | null>>([
  [undefined, serve],
  ["migrate", applyMigrations],
  ["open-journal", openJournalOnce],
]);

const main = async (): Promise<number | null> => {
  const command = commands.get(process.argv[2]);
  if (!command) {
    say("Usage: node dist/main.js [migrate | open-journal]");
    return EX_CONFIG;
  }
  const config = readConfig(environment);
  const database = await openDatabase({ url: config.databaseUrl, directory: "" });
  const code = await command({ config, database });
  if (code !== null) await database.close();
  return code;
};

/** Never « continue as if »: the supervisor starts another process (chapter 10 §5). */
const endAsFault = (fault: unknown): void => {
  if (fault instanceof ConfigRefused) {
    say(fault.message);
    process.exit(EX_CONFIG);
  }
  log.error("the process ends", faultFields(fault));
  process.exit(1);
};

process.on("uncaughtException", endAsFault);
main().then((code) => {
  if (code !== null) process.exitCode = code;
}, endAsFault);
