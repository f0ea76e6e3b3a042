import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import Fastify from "fastify";
import { type CompiledQuery, Kysely, sql } from "kysely";
import { createApp } from "#app.ts";
import type { Deps } from "#deps.ts";
import type { CompteId, StructureId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { systemClock } from "#platform/clock.ts";
import type { Tables } from "#platform/database.ts";
import { createFranceConnectClient } from "#platform/franceconnect-client.ts";
import { createKeys } from "#platform/keys.ts";
import { createLog } from "#platform/log.ts";
import { migrate } from "#platform/migrate.ts";
import { openPool, poolDialect } from "#platform/postgres-database.ts";
import { systemRandom } from "#platform/random.ts";
import { recordCompte } from "#store/compte-store.ts";
import { recordConfirmedFactor } from "#store/facteur-store.ts";
import { openJournal } from "#store/journal-birth.ts";
import { recordSession } from "#store/session-store.ts";
import { recordAppartenance, recordStructure } from "#store/structure-store.ts";
import { testSettings } from "#testing/test-settings.ts";
import { currentCommit, describeMachine, type Figure, publish, type Ratio } from "./report.ts";
import { loadUsagers } from "./structure-load.ts";

const USAGERS = Number(process.env.BENCH_USAGERS ?? 50_000);
const READERS = 50;
const PAGES = 3_000;
/** A reader looks at a page for a second before the next: 50 readers ask 50 pages a second. */
const PACED_PAUSE_MS = 1_000;
const PACED_PAGES = 600;
const AIM_MS = 50;

const server = process.env.DATABASE_URL;
if (!server) {
  process.stderr.write("DATABASE_URL names the PostgreSQL to measure on.\n");
  process.exit(2);
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

type Reading = {
  readonly milliseconds: readonly number[];
  readonly refused: readonly number[];
  readonly seconds: number;
};

const readPages = (order: object): Promise<Reading> =>
  new Promise((resolve, reject) => {
    const readers = fork(join(import.meta.dirname, "readers.ts"), { execArgv: ["--import", "tsx"] });
    readers.once("message", (reading) => {
      readers.kill();
      resolve(reading as Reading);
    });
    readers.once("error", reject);
    readers.send(order);
  });

/** A database of its own, and a counter of the statements sent to it. */
const openCounted = async () => {
  const name = `bench_${randomUUID().replaceAll("-", "")}`;
  const admin = openPool(server, 1);
  await admin.query(`create database ${name}`);
  const url = new URL(server);
  url.pathname = name;
  let statements = 0;
  const db = new Kysely<Tables>({
    dialect: poolDialect(openPool(url.href)),
    log: (event: { readonly level: string; readonly query: CompiledQuery }) => {
      if (event.level === "query") statements += 1;
    },
  });
  return {
    db,
    countOf: async (act: () => Promise<unknown>) => {
      const before = statements;
      await act();
      return statements - before;
    },
    close: async () => {
      await db.destroy();
      await admin.query(`drop database ${name}`);
      await admin.end();
    },
  };
};

/** One structure, one aidant signed in; answers the cookie of her session. */
const settle = async (deps: Deps) => {
  const structureId = deps.random.uuid() as StructureId;
  const compteId = deps.random.uuid() as CompteId;
  const reference = structureId.replaceAll("-", "").slice(0, 10);
  const now = deps.clock.now();
  const { token } = await deps.db.transaction().execute(async (tx) => {
    const address = { adresse: "1 rue Imaginaire", codePostal: "99999", commune: "Essai-sur-Banc" };
    const contact = { telephone: "+33199000000", courriel: "contact@example.test" };
    const structure = { id: structureId, reference, nom: "Maison de mesure", siret: "00000000000000" };
    await recordStructure(tx, deps, { ...structure, ...address, ...contact }, now);
    const proofs = { formationLe: "2026-01-15", pixLe: "2026-01-20", etat: "actif" as const };
    const name = { prenom: "Amina", nom: "MESURE", profession: "aidante", courriel: "amina.mesure@example.test" };
    await recordCompte(tx, deps, { id: compteId, ...name, ...proofs }, now);
    await recordAppartenance(tx, deps, { compteId, structureId, aidant: true, referent: false }, now);
    await recordConfirmedFactor(tx, deps, { compteId, nom: "Téléphone", secret: deps.random.bytes(20) }, now);
    return recordSession(tx, deps, { compteId, factorKind: "application", browserFamily: "mesure", now });
  });
  return { structureId, compteId, reference, cookie: `ac-ac=${token}` };
};

const counted = await openCounted();
const { db } = counted;
await migrate(db, join(import.meta.dirname, "../migrations"));
const settings = testSettings();
const keys = createKeys(settings.rootKeys);
const deps: Deps = {
  db,
  clock: systemClock,
  random: systemRandom,
  keys,
  settings,
  franceConnect: createFranceConnectClient({ settings: settings.franceConnect, clock: systemClock }),
  log: createLog(() => {}, systemClock.now),
};
const born = { origin: "mesure.example.test/journal", at: systemClock.now(), cause: systemRandom.uuid() };
await db.transaction().execute((tx) => openJournal(tx, keys, born));
const place = await settle(deps);
await loadUsagers({ db, keys, now: systemClock.now() }, place, USAGERS);
await sql`analyze`.execute(db);

const app = createApp(deps);
const serverTimes: number[] = [];
app.addHook("onResponse", async (_, reply) => {
  serverTimes.push(reply.elapsedTime);
});
const origin = await app.listen({ port: 0, host: "127.0.0.1" });

const bare = Fastify();
bare.get("/", async () => "x".repeat(2048));
const bareOrigin = await bare.listen({ port: 0, host: "127.0.0.1" });

const list = `${origin}${paths.mandats({ structure: place.reference })}`;
const searches = ["babe", "celadi", "rotu", "vanizé", "gaspard"].map(
  (typed) => `${list}?q=${encodeURIComponent(typed)}`,
);

const measured = async (urls: readonly string[], pages: number, pauseMs: number) => {
  await readPages({ urls, cookie: place.cookie, readers: READERS, pages: 200, pauseMs: 0 });
  serverTimes.length = 0;
  const reading = await readPages({ urls, cookie: place.cookie, readers: READERS, pages, pauseMs });
  if (reading.refused.length > 0) throw new Error(`${reading.refused.length} pages answered ${reading.refused[0]}`);
  return { p50: percentile(serverTimes, 0.5), p99: percentile(serverTimes, 0.99), rate: pages / reading.seconds };
};

const http = await readPages({ urls: [bareOrigin], cookie: "", readers: READERS, pages: PAGES, pauseMs: 0 });
const results: Figure[] = [];
const ratios: Ratio[] = [];
for (const [name, urls] of [
  ["first page", [list]],
  ["search", searches],
] as const) {
  const statements = await counted.countOf(() =>
    app.inject({ url: urls[0]?.slice(origin.length) ?? "", headers: { cookie: place.cookie } }),
  );
  const paced = await measured(urls, PACED_PAGES, PACED_PAUSE_MS);
  const flat = await measured(urls, PAGES, 0);
  results.push(
    { name: `${name}, SQL statements`, value: statements, unit: "" },
    { name: `${name}, 50 readers a page a second, p50`, value: paced.p50, unit: "ms of server" },
    { name: `${name}, 50 readers a page a second, p99`, value: paced.p99, unit: "ms of server" },
    { name: `${name}, 50 readers without pause, p50`, value: flat.p50, unit: "ms of server" },
    { name: `${name}, 50 readers without pause, p99`, value: flat.p99, unit: "ms of server" },
    { name: `${name}, 50 readers without pause`, value: flat.rate, unit: "pages/s" },
  );
  ratios.push({ name: `${name}, 50 ms over p99 at a page a second`, value: AIM_MS / paced.p99, aim: 1 });
  ratios.push({ name: `${name}, 50 ms over p99 without pause`, value: AIM_MS / flat.p99, aim: 1 });
}
const version = (await sql<{ v: string }>`select current_setting('server_version') as v`.execute(db)).rows[0]?.v;
publish({
  bench: "pages",
  commit: currentCommit(),
  machine: describeMachine(version),
  sizes: { usagers: USAGERS, readers: READERS },
  baselines: [{ name: "bare Fastify, constant page", value: PAGES / http.seconds, unit: "pages/s" }],
  results,
  ratios,
  verdict: ratios.every(({ value, aim }) => value >= aim) ? "reached" : "short",
});
await app.close();
await bare.close();
await counted.close();
