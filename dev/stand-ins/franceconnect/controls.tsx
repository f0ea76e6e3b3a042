import { type FaultMode, faultNames } from "./faults.ts";
import type { Exchange } from "./http-exchange.ts";
import { SimPage } from "./pages/sim-page.tsx";
import { autoSubmit, stylesheet } from "./pages/stylesheet.ts";
import { get, post, type Route } from "./routing.ts";
import type { SimulatorState } from "./state.ts";

/** What a test or a person may do to a running simulator (spec 01 §5.9). Each throws a `RangeError` on bad input. */
export type Controls = {
  readonly setFault: (name: string, mode: FaultMode, value?: string) => void;
  readonly advanceClock: (seconds: number) => void;
  /** Changes some fields of the service (`clientId`) or the identity provider (`uid`) of that name. */
  readonly patchRecord: (kind: "fs" | "fi", id: string, patch: Readonly<Record<string, unknown>>) => void;
  readonly reset: () => void;
};

const asText = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : String(value);

const readJson = async (exchange: Exchange): Promise<Record<string, unknown>> => {
  const text = await exchange.body();
  try {
    const value: unknown = JSON.parse(text || "{}");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch (cause) {
    throw new RangeError("The body must be JSON", { cause });
  }
  throw new RangeError("The body must be a JSON object");
};

const withoutSecret = <R extends object>(record: R) =>
  Object.fromEntries(Object.entries(record).filter(([field]) => !/secret/i.test(field)));

const applyPatch = async (controls: Controls, exchange: Exchange) => {
  const { kind, id, patch } = await readJson(exchange);
  if (kind !== "fs" && kind !== "fi") throw new RangeError('kind takes one of: "fs", "fi"');
  if (typeof patch !== "object" || patch === null) throw new RangeError("patch must be an object");
  controls.patchRecord(kind, String(id), patch as Record<string, unknown>);
};

const applyFault = async (controls: Controls, exchange: Exchange) => {
  const { name, value, mode } = await readJson(exchange);
  controls.setFault(String(name), (mode ?? "once") as FaultMode, asText(value));
};

const applyClock = async (controls: Controls, exchange: Exchange) => {
  const { advanceSeconds } = await readJson(exchange);
  if (typeof advanceSeconds !== "number" || !Number.isFinite(advanceSeconds))
    throw new RangeError("advanceSeconds must be a number");
  controls.advanceClock(advanceSeconds);
};

export const createControlRoutes = (state: SimulatorState, controls: Controls): readonly Route[] => {
  const text = (type: string, content: string) => (exchange: Exchange) => exchange.file(type, content);
  const status = () => ({
    now: state.clock.now().toISOString(),
    registerPolicy: state.registerPolicy,
    faults: state.faults.list(),
    known: faultNames,
  });
  const act = (action: (exchange: Exchange) => void | Promise<void>) => async (exchange: Exchange) => {
    try {
      await action(exchange);
      return exchange.json(200, status());
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return exchange.json(400, { error: error.message });
    }
  };
  const records = (exchange: Exchange) =>
    exchange.json(200, {
      fs: [...state.fs.values()].map(withoutSecret),
      fi: [...state.fi.values()].map(withoutSecret),
    });

  return [
    get("/", (exchange) => exchange.redirect("/sim")),
    get("/sim", (exchange) => exchange.page(200, <SimPage state={state} />)),
    get("/sim/style.css", text("text/css", stylesheet)),
    get("/sim/envoi.js", text("text/javascript", autoSubmit)),
    get("/sim/events", (exchange) => exchange.json(200, state.events)),
    get("/sim/mails", (exchange) => exchange.json(200, state.mails)),
    get("/sim/faults", (exchange) => exchange.json(200, status())),
    get("/sim/records", records),
    post(
      "/sim/faults",
      act((exchange) => applyFault(controls, exchange)),
    ),
    post(
      "/sim/clock",
      act((exchange) => applyClock(controls, exchange)),
    ),
    post(
      "/sim/records",
      act((exchange) => applyPatch(controls, exchange)),
    ),
    post(
      "/sim/reset",
      act(() => controls.reset()),
    ),
  ];
};
