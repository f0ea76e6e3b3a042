import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Broker, createBroker } from "./broker.ts";
import { type Citizen, demoCitizens } from "./citizens.ts";
import { createClock, lendClockToLibraries, runAt } from "./clock.ts";
import { type Controls, createControlRoutes } from "./controls.tsx";
import { createDemoFi } from "./demo-fi.tsx";
import { createDemoServices } from "./demo-services.tsx";
import { createFaults, type Fault } from "./faults.ts";
import { fiFixtures, fsFixtures } from "./fixtures.ts";
import { openExchange, RequestTooLarge } from "./http-exchange.ts";
import { generateSigningKeys } from "./keys.ts";
import { toClientMetadata } from "./op.ts";
import { createArtifactStore } from "./op-artifacts.ts";
import { refuseUnsafeStart, type SimulatorOptions } from "./options.ts";
import type { FiRecord, FsRecord } from "./records.ts";
import { findRoute, type Route } from "./routing.ts";
import { createSessions } from "./sessions.ts";
import type { SimulatorEvent, SimulatorMail, SimulatorState } from "./state.ts";

export type FranceConnectSimulator = Controls & {
  readonly origin: string;
  readonly issuer: string;
  readonly citizens: readonly Citizen[];
  /** The demonstration public services: their client ids, titles and addresses. */
  readonly services: readonly { readonly clientId: string; readonly title: string; readonly url: string }[];
  readonly pointAt: (serviceOrigin: string) => void;
  readonly events: () => readonly SimulatorEvent[];
  readonly mails: () => readonly SimulatorMail[];
  readonly faults: () => readonly Fault[];
  readonly now: () => Date;
  readonly records: () => { readonly fs: readonly Readonly<FsRecord>[]; readonly fi: readonly Readonly<FiRecord>[] };
  readonly close: () => Promise<void>;
};

const fillRecords = (state: SimulatorState, options: SimulatorOptions, serviceOrigin: string) => {
  state.fs.clear();
  state.fi.clear();
  for (const fs of fsFixtures(state.origin, serviceOrigin, options.fs)) state.fs.set(fs.clientId, fs);
  for (const fi of fiFixtures(state.origin, serviceOrigin, options.fi, options.fiModerne)) state.fi.set(fi.uid, fi);
};

const createState = (options: SimulatorOptions, origin: string): SimulatorState => {
  const clock = createClock(options.now);
  const random = options.random ?? randomBytes;
  const fs: SimulatorState["fs"] = new Map();
  const findClient = (clientId: string) => {
    const record = fs.get(clientId);
    return record?.active ? toClientMetadata(record) : undefined;
  };
  return {
    origin,
    issuer: `${origin}/api/v2`,
    clock,
    random,
    subSecret: options.subSecret ?? "franceconnect-simulateur",
    fs,
    fi: new Map(),
    citizens: demoCitizens(clock.now()),
    sessions: createSessions(clock.now, () => random(32).toString("hex")),
    devices: new Map(),
    accounts: new Map(),
    artifacts: createArtifactStore(clock.now, findClient),
    faults: createFaults(),
    events: [],
    mails: [],
    clientCertificate: options.clientCertificate,
    registerPolicy: options.registerPolicy ?? "registry",
    keys: generateSigningKeys(),
  };
};

const createControls = (state: SimulatorState, broker: Broker, restoreRecords: () => void): Controls => ({
  setFault: (name, mode, value) => {
    if (name === "mtls" && mode !== "off" && !state.clientCertificate)
      throw new RangeError("mtls needs the option clientCertificate, and an identity provider in https");
    state.faults.set(name, value, mode);
    if (mode !== "off" && state.faults.take("jwks.rotate")) broker.rotateKeys("new");
    if (mode !== "off" && state.faults.take("jwks.rotate-same-kid")) broker.rotateKeys("same");
  },
  advanceClock: state.clock.advance,
  patchRecord: (kind, id, patch) => {
    const record = kind === "fs" ? state.fs.get(id) : state.fi.get(id);
    if (!record) throw new RangeError(`No ${kind} record: ${id}`);
    Object.assign(record, patch);
  },
  reset: () => {
    for (const kept of [state.sessions, state.devices, state.accounts, state.artifacts, state.faults]) kept.clear();
    state.events.length = 0;
    state.mails.length = 0;
    state.clock.reset();
    restoreRecords();
  },
});

const listen = (server: Server, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

type Answer = (req: IncomingMessage, res: ServerResponse) => Promise<void>;

const answerWith =
  (state: SimulatorState, routes: readonly Route[], quiet: boolean): Answer =>
  async (req, res) => {
    try {
      const exchange = openExchange(req, res, state.origin);
      const handle = findRoute(routes, exchange);
      await (handle ? handle() : exchange.json(404, { error: "not_found" }));
    } catch (error) {
      const tooLarge = error instanceof RequestTooLarge;
      if (!quiet && !tooLarge)
        process.stderr.write(`FranceConnect simulator: ${error instanceof Error ? error.stack : error}\n`);
      if (!res.headersSent) res.writeHead(tooLarge ? 413 : 500, { "content-type": "application/json" });
      res.end('{"error":"server_error"}');
    }
  };

/** Starts broker, demonstration identity provider and demonstration services on one loopback port. */
export const startFranceConnectSimulator = async (options: SimulatorOptions): Promise<FranceConnectSimulator> => {
  const host = options.host ?? "127.0.0.1";
  refuseUnsafeStart(host);
  let answer: Answer = async (_req, res) => void res.writeHead(503).end();
  const server = createServer((req, res) => void answer(req, res));
  const port = await listen(server, options.port, host);
  const origin = `http://${host === "::1" ? "[::1]" : host}:${port}`;

  const state = createState(options, origin);
  let { serviceOrigin } = options;
  const restoreRecords = () => fillRecords(state, options, serviceOrigin);
  restoreRecords();
  const broker = createBroker(state);
  const controls = createControls(state, broker, restoreRecords);
  const routes = [
    ...broker.routes,
    ...createDemoFi(state),
    ...createDemoServices(state),
    ...createControlRoutes(state, controls),
  ];
  const onSimulatedTime = answerWith(state, routes, options.quiet ?? false);
  const giveClockBack = lendClockToLibraries();
  answer = (req, res) => runAt(state.clock, () => onSimulatedTime(req, res));

  return {
    ...controls,
    origin,
    issuer: state.issuer,
    citizens: state.citizens,
    services: [...state.fs.values()]
      .filter(({ clientId }) => clientId !== options.fs.clientId)
      .map(({ clientId, title }) => ({ clientId, title, url: `${origin}/services/${clientId}` })),
    pointAt: (next) => {
      serviceOrigin = next;
      restoreRecords();
    },
    events: () => state.events,
    mails: () => state.mails,
    faults: state.faults.list,
    now: state.clock.now,
    records: () => ({ fs: [...state.fs.values()], fi: [...state.fi.values()] }),
    close: () =>
      new Promise((resolve) => {
        giveClockBack();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
