import { fork } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { sql } from "kysely";
import { createApp } from "#app.ts";
import type { Deps } from "#deps.ts";
import type { CompteId, StructureId } from "#domain/ids.ts";
import { systemClock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { createFranceConnectClient } from "#platform/franceconnect-client.ts";
import { createKeys } from "#platform/keys.ts";
import { createLog } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { openDatabase } from "#platform/open-database.ts";
import { systemRandom } from "#platform/random.ts";
import { recordCompte } from "#store/compte-store.ts";
import { recordConfirmedFactor } from "#store/facteur-store.ts";
import { openJournal } from "#store/journal-birth.ts";
import { recordSession } from "#store/session-store.ts";
import { recordAppartenance, recordStructure } from "#store/structure-store.ts";
import { testSettings } from "#testing/test-settings.ts";
import { createBareProvider } from "./bare-provider.ts";
import type { DriverOrder, DriverResult } from "./connexion-driver.ts";
import { currentCommit, describeMachine, median, publish, verdictOf } from "./report.ts";
import { loadUsagers } from "./structure-load.ts";

/*
 * Whole connexions on the PostgreSQL of DATABASE_URL: authorize, usager, confirmation, code, token, userinfo, each fact
 * durable. The baseline is a bare oidc-provider on the same tables with one step that says yes, made to do the same
 * number of writing transactions. Both answer in this process, driven from another; rounds alternate.
 */
const LANES = 16;
const CONNEXIONS = Number(process.env.BENCH_CONNEXIONS ?? 400);
const ROUNDS = 3;
/** Half of what the guard rail lets one aidant serve in an hour. */
const USES_PER_AIDANT = 20;
const USAGERS = 8;
const AIM = 0.6;

const server = process.env.DATABASE_URL;
if (!server) {
  process.stderr.write("DATABASE_URL names the PostgreSQL to measure on.\n");
  process.exit(2);
}

const drive = (order: DriverOrder): Promise<DriverResult> =>
  new Promise((resolve, reject) => {
    const driver = fork(join(import.meta.dirname, "connexion-driver.ts"), { execArgv: ["--import", "tsx"] });
    driver.once("message", (result) => {
      driver.kill();
      resolve(result as DriverResult);
    });
    driver.once("exit", (code) => code && reject(new Error("The driver failed.")));
    driver.send(order);
  });

const openBench = async () => {
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const admin = await openDatabase({ url: server, directory: "memory:" });
  await sql.raw(`create database ${name}`).execute(admin.db);
  const url = new URL(server);
  url.pathname = name;
  const { db, close } = await openDatabase({ url: url.href, directory: "memory:" });
  await migrate(db, join(import.meta.dirname, "../migrations"));
  await sql`create table bench_row (id bigint generated always as identity primary key, body bytea not null)`.execute(
    db,
  );
  return {
    db,
    close: async () => {
      await close();
      await sql.raw(`drop database ${name} with (force)`).execute(admin.db);
      await admin.close();
    },
  };
};

/** The structure of all the aidants, with as many usagers as a small one has. */
const settleStructure = async (deps: Deps): Promise<StructureId> => {
  const id = deps.random.uuid() as StructureId;
  const now = deps.clock.now();
  const address = { adresse: "1 rue Imaginaire", codePostal: "99999", commune: "Essai-sur-Banc" };
  const contact = { telephone: "+33199000000", courriel: "contact@example.test" };
  const names = { reference: id.replaceAll("-", "").slice(0, 10), nom: "Maison de mesure", siret: "00000000000000" };
  await deps.db.transaction().execute((tx) => recordStructure(tx, deps, { id, ...names, ...address, ...contact }, now));
  return id;
};

type Settled = { readonly compteId: CompteId; readonly cookie: string };

/** An aidant of that structure with a session, who has served nobody yet. */
const settleAidant = async (deps: Deps, structureId: StructureId): Promise<Settled> => {
  const compteId = deps.random.uuid() as CompteId;
  const now = deps.clock.now();
  const { token } = await deps.db.transaction().execute(async (tx) => {
    const proofs = { formationLe: "2026-01-15", pixLe: "2026-01-20", etat: "actif" as const };
    const name = { prenom: "Amina", nom: "MESURE", profession: "aidante", courriel: `${compteId}@example.test` };
    await recordCompte(tx, deps, { id: compteId, ...name, ...proofs }, now);
    await recordAppartenance(tx, deps, { compteId, structureId, aidant: true, referent: false }, now);
    await recordConfirmedFactor(tx, deps, { compteId, nom: "Téléphone", secret: randomBytes(20) }, now);
    return recordSession(tx, deps, { compteId, factorKind: "application", browserFamily: "mesure", now });
  });
  return { compteId, cookie: `ac-ac=${token}; ac-navigateur=${deps.random.token()}` };
};

/** Writing transactions begun so far: each takes a number, readers take none. */
const transactionsBegun = async (db: Database): Promise<number> => {
  const { rows } = await sql<{ next: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(
    db,
  );
  return Number(rows[0]?.next);
};

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

const { db, close } = await openBench();
const settings = testSettings();
const deps: Deps = {
  db,
  clock: systemClock,
  random: systemRandom,
  keys: createKeys(settings.rootKeys),
  settings,
  franceConnect: createFranceConnectClient({ settings: settings.franceConnect, clock: systemClock }),
  log: createLog((line) => process.stderr.write(line), systemClock.now),
};
const born = { origin: "mesure.example.test/journal", at: systemClock.now(), cause: systemRandom.uuid() };
await db.transaction().execute((tx) => openJournal(tx, deps.keys, born));

const structureId = await settleStructure(deps);
const { compteId } = await settleAidant(deps, structureId);
await loadUsagers({ db, keys: deps.keys, now: systemClock.now() }, { structureId, compteId }, USAGERS);

const app = createApp(deps);
await app.listen({ port: 0, host: "127.0.0.1" });
let padding = 0;
const bare = createBareProvider(deps, () => padding);
await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
const portOf = ({ address }: { readonly address: () => unknown }) => (address() as AddressInfo).port;
const ports = {
  ours: portOf({ address: () => app.server.address() }),
  bare: portOf({ address: () => bare.address() }),
};

const [client] = settings.clients;
if (!client) throw new Error("The settings hold no client.");
const round = async (kind: "ours" | "bare", connexions: number, lanes = LANES): Promise<DriverResult> => {
  const aidants: string[] = [];
  for (let rank = 0; rank < Math.ceil(connexions / USES_PER_AIDANT); rank += 1)
    aidants.push((await settleAidant(deps, structureId)).cookie);
  const { clientId, clientSecret, redirectUris } = client;
  return drive({
    port: ports[kind],
    origin: settings.origin,
    kind,
    client: { clientId, clientSecret, redirectUri: redirectUris[0] as string },
    aidants,
    lanes,
    connexions,
  });
};

const WARM_UP = 100;
const COUNTED = 10;
/** Writing transactions of one connexion, the driver's own preparation left out. */
const commitsOf = async (kind: "ours" | "bare"): Promise<number> => {
  await round(kind, WARM_UP);
  const before = await transactionsBegun(db);
  await round(kind, COUNTED, 1);
  return Math.round(((await transactionsBegun(db)) - before - 1) / COUNTED);
};

const ourCommits = await commitsOf("ours");
const bareCommits = await commitsOf("bare");
padding = ourCommits - bareCommits;
await sql`analyze`.execute(db);

const rates = { ours: [] as number[], bare: [] as number[] };
const token: number[] = [];
const userinfo: number[] = [];
for (let rank = 0; rank < ROUNDS; rank += 1)
  for (const kind of ["bare", "ours"] as const) {
    const result = await round(kind, CONNEXIONS);
    rates[kind].push(CONNEXIONS / result.seconds);
    if (kind === "ours") {
      token.push(...result.token);
      userinfo.push(...result.userinfo);
    }
  }

const { rows } = await sql<{ version: string; fsync: string }>`
  select current_setting('server_version') as version, current_setting('fsync') as fsync`.execute(db);
const ratios = [
  { name: "connexions / bare oidc-provider, same commits", value: median(rates.ours) / median(rates.bare), aim: AIM },
];
publish({
  bench: "connexion",
  commit: currentCommit(),
  machine: describeMachine(`${rows[0]?.version}, fsync ${rows[0]?.fsync}`),
  sizes: {
    lanes: LANES,
    usagers: USAGERS,
    connexions: CONNEXIONS,
    rounds: ROUNDS,
    commits: ourCommits,
    commitsAddedToBaseline: padding,
  },
  baselines: [{ name: "bare oidc-provider, 5 requests", value: median(rates.bare), unit: "connexions/s" }],
  results: [
    { name: "whole connexions, 8 requests, 2 pages", value: median(rates.ours), unit: "connexions/s" },
    { name: "token, p95", value: percentile(token, 0.95), unit: "ms" },
    { name: "token, p99", value: percentile(token, 0.99), unit: "ms" },
    { name: "userinfo, fact committed first, p95", value: percentile(userinfo, 0.95), unit: "ms" },
    { name: "userinfo, fact committed first, p99", value: percentile(userinfo, 0.99), unit: "ms" },
  ],
  ratios,
  verdict: verdictOf(ratios),
});
await app.close();
await new Promise((resolve) => bare.close(resolve));
await close();
