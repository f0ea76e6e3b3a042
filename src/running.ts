import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Deps } from "#deps.ts";
import { faultFields } from "#platform/log.ts";
import type { OpenedDatabase } from "#platform/open-database.ts";
import { purgeConclusions } from "#store/conclusion-purge.ts";
import { purgeConnexion } from "#store/connexion-purge.ts";
import { purgeIdentifications } from "#store/identification-store.ts";
import { startSequencer } from "#store/journal-sequencer.ts";

const DISCOVERY_EVERY_MS = 60 * 60_000;
const OUTBOX_EVERY_MS = 1_000;
const PURGE_EVERY_MS = 5 * 60_000;
/** Requests under way may finish within this (chapter 10 §5). */
const DRAIN_MS = 25_000;

export type RunOptions = {
  readonly deps: Deps;
  /** Answers requests: pages, and the protocol beside them. */
  readonly server: Server;
  /** The sequencer's own connection; the service's database when it is embedded. */
  readonly sequencerDatabase: Pick<OpenedDatabase, "db" | "kind">;
  /** Sends what waits in the outbox, once. */
  readonly deliver: () => Promise<void>;
  readonly host: string;
  readonly port: number;
  /** Time given to the proxy to move away before connections are refused. */
  readonly graceMs: number;
};

export type Running = { readonly origin: string; readonly stop: () => Promise<void> };

/** Listens, sequences the journal, sends messages, follows FranceConnect; `stop` leaves nothing running. */
export const run = async (options: RunOptions): Promise<Running> => {
  const { deps, server, host, port, graceMs } = options;
  const stopping = new AbortController();
  sayUnhealthyWhen(server, stopping.signal);
  const fault = (component: string) => (error: unknown) =>
    deps.log.error("background work failed", { component, ...faultFields(error) });
  const sequencer = startSequencer({
    database: options.sequencerDatabase,
    now: deps.clock.now,
    onFault: fault("sequencer"),
  });
  const background = [
    repeat(OUTBOX_EVERY_MS, stopping.signal, options.deliver, fault("outbox")),
    repeat(PURGE_EVERY_MS, stopping.signal, () => purge(deps), fault("purge")),
    repeat(DISCOVERY_EVERY_MS, stopping.signal, () => deps.franceConnect.refresh(), fault("franceconnect")),
  ];
  await listen(server, host, port);

  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      stopping.abort();
      await wait(graceMs);
      await closeServer(server);
      await Promise.all(background);
      await sequencer.stop();
    },
  };
};

/** Working records do not outlive their term, even where nobody comes any more. */
const purge = (deps: Deps): Promise<void> =>
  deps.db.transaction().execute(async (tx) => {
    const now = deps.clock.now();
    await purgeConnexion(tx, deps, now);
    await purgeIdentifications(tx, now);
    await purgeConclusions(tx, deps, now);
  });

/** The first signal ends in order, a second one at once (chapter 10 §5). */
export const endOnSignal = (stop: () => Promise<void>): void => {
  let ending = false;
  const end = (): void => {
    if (ending) process.exit(1);
    ending = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
};

const repeat = async (
  ms: number,
  signal: AbortSignal,
  work: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): Promise<void> => {
  while (!signal.aborted) {
    await work().catch(onFault);
    await wait(ms, undefined, { signal }).catch(() => undefined);
  }
};

const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });

const closeServer = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(late);
};

/** From the first signal on, `/sante` sends the proxy away while other requests are still answered (chapter 10 §5). */
const sayUnhealthyWhen = (server: Server, signal: AbortSignal): void => {
  const answering = server.listeners("request") as ((...request: unknown[]) => void)[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    if (signal.aborted && request.url === "/sante") {
      response.writeHead(503, { "content-type": "application/json", "cache-control": "no-store", connection: "close" });
      response.end('{"status":"en-arret"}');
      return;
    }
    if (signal.aborted) response.setHeader("connection", "close");
    for (const answer of answering) answer(request, response);
  });
};
