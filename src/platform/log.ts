/** What a line of the log may hold: declared fields only, never a name, an address, a code or a token (chapter 10 §6). */
export type LogFields = {
  readonly req?: string;
  /** The route's pattern, never the address asked. */
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly structure?: string;
  /** Name of an error class or code of the database or of a protocol. */
  readonly err?: string;
  readonly reference?: string;
  readonly component?: string;
  readonly count?: number;
  /** Stack of a fault: file names and lines, its message left out. */
  readonly stack?: string;
};

export type Log = {
  readonly info: (msg: string, fields?: LogFields) => void;
  readonly warn: (msg: string, fields?: LogFields) => void;
  readonly error: (msg: string, fields?: LogFields) => void;
};

/** One JSON line per event, written with `write`; `msg` is a constant sentence of the code. */
export const createLog = (write: (line: string) => void, now: () => Date): Log => {
  const at =
    (level: string) =>
    (msg: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ time: now().toISOString(), level, msg, ...fields })}\n`);
  return { info: at("info"), warn: at("warn"), error: at("error") };
};

/** A fault without what it may carry of people's data: where it was thrown, not what it said. */
export const faultFields = (fault: unknown): Pick<LogFields, "err" | "stack"> => {
  if (!(fault instanceof Error)) return { err: typeof fault };
  const code = (fault as { code?: unknown }).code;
  const frames = fault.stack?.split("\n").filter((line) => line.startsWith("    at ")) ?? [];
  return { err: typeof code === "string" ? `${fault.name} ${code}` : fault.name, stack: frames.slice(0, 8).join("\n") };
};
