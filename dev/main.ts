import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { createApp } from "#app.ts";
import { environment } from "#config.ts";
import type { Deps } from "#deps.ts";
import type { Uuid } from "#domain/ids.ts";
import { liveDeps } from "#live-deps.ts";
import { systemClock } from "#platform/clock.ts";
import { createLog } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { type OpenedDatabase, openDatabase } from "#platform/open-database.ts";
import { projectRoot } from "#platform/project-root.ts";
import { endOnSignal, run } from "#running.ts";
import { journalIsOpen, openJournal } from "#store/journal-birth.ts";
import { openSequencerDatabase } from "#store/journal-sequencer-database.ts";
import { deliverOutbox } from "#store/outbox-delivery.ts";
import { openDemoMailbox } from "./demo-mailbox.ts";
import { demoRoutes } from "./demo-routes.tsx";
import { type DevelopmentConfig, developmentConfig } from "./development-config.ts";
import { isSeeded, seedPeople } from "./seed.ts";
import { SUB_SECRET, seedMandats } from "./seed-mandats.ts";
import { type FranceConnectSimulator, startFranceConnectSimulator } from "./stand-ins/franceconnect/simulator.ts";

/** Logs go to standard error: standard output holds the ready line alone. */
const log = createLog((line) => process.stderr.write(line), systemClock.now);

const startSimulator = ({ settings, secrets, simulatorPort }: DevelopmentConfig): Promise<FranceConnectSimulator> =>
  startFranceConnectSimulator({
    port: simulatorPort,
    serviceOrigin: settings.origin,
    subSecret: SUB_SECRET,
    fs: {
      clientId: settings.franceConnect.clientId,
      clientSecret: settings.franceConnect.clientSecret,
      redirectUris: [settings.franceConnect.redirectUri, `${settings.origin}/callbackv2/`],
      postLogoutRedirectUris: [settings.franceConnect.postLogoutRedirectUri, `${settings.origin}/logout-callback/`],
    },
    fi: { clientId: "franceconnect", clientSecret: secrets.fi },
    fiModerne: { clientId: "franceconnect-moderne", clientSecret: secrets.fiModerne },
  });

const prepareDatabase = async (deps: Deps, citizens: FranceConnectSimulator["citizens"]): Promise<void> => {
  const { db, keys, settings } = deps;
  await migrate(db, join(projectRoot, "migrations"));
  const birth = {
    origin: `${new URL(settings.origin).host}/journal`,
    at: deps.clock.now(),
    cause: randomUUID() as Uuid,
  };
  if (!(await journalIsOpen(db))) await db.transaction().execute((tx) => openJournal(tx, keys, birth));
  if (!(await isSeeded(deps))) await seedMandats(deps, await seedPeople(deps), citizens);
};

const sequencerDatabase = (database: OpenedDatabase, url: string | undefined): OpenedDatabase =>
  url ? openSequencerDatabase(url) : { ...database, close: async () => undefined };

const start = async (): Promise<void> => {
  const config = await developmentConfig(environment);
  const { settings, databaseUrl, directory } = config;
  const database = await openDatabase({ url: databaseUrl, directory });
  const simulator = await startSimulator(config);
  const deps = liveDeps({ settings, db: database.db, log });
  await prepareDatabase(deps, simulator.citizens);
  const mailbox = openDemoMailbox(directory, systemClock.now);
  const demonstration = { mailbox, simulator, databaseKind: database.kind, now: systemClock.now };
  const app = createApp(deps, [demoRoutes(demonstration)]);
  await app.ready();
  const sequencing = sequencerDatabase(database, databaseUrl);
  const running = await run({
    deps,
    server: app.server,
    sequencerDatabase: sequencing,
    deliver: () => deliverOutbox(deps, mailbox),
    host: config.host,
    port: config.port,
    graceMs: 0,
  });
  endOnSignal(async () => {
    await running.stop();
    await app.close();
    await simulator.close();
    await sequencing.close();
    await database.close();
  });
  process.stdout.write(`Aidants Connect : ${settings.origin}\n`);
};

/** A port already taken, a database already held: said in one line, and nothing is left listening. */
start().catch((fault: unknown) => {
  process.stderr.write(`Aidants Connect did not start: ${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(1);
});
