export const faultNames = [
  "id_token.alg",
  "id_token.nonce",
  "id_token.iss",
  "id_token.aud",
  "id_token.exp",
  "id_token.acr",
  "iss_param",
  "state",
  "error",
  "token.status",
  "token.timeout",
  "userinfo.json",
  "userinfo.badsig",
  "userinfo.othersub",
  "userinfo.timeout",
  "userinfo.401",
  "jwks.rotate",
  "jwks.rotate-same-kid",
  "jwks.down",
  "birthplace.absent",
  "birthplace.null",
  "email.absent",
  "logout.noreturn",
  "state.512",
  "nonce.base64url",
  "prompt.absent",
  "claims.absent",
  "claims.malformed",
  "claims.keys",
  "params.extra",
  "authorize.post",
  "token.replay",
  "token.parallel",
  "token.never",
  "token.delay",
  "userinfo.twice",
  "secret.wrong",
  "logout.noclientid",
  "mtls",
  "citizen.block-fi",
  "citizen.block-account",
  "rnipp.policy",
] as const;

export type FaultName = (typeof faultNames)[number];
export type FaultMode = "once" | "sticky" | "off";
export type Fault = { readonly name: FaultName; readonly value: string; readonly mode: "once" | "sticky" };

export type Faults = {
  /** Throws a `RangeError` on an unknown name, mode or value. `name=value` in one string is understood. */
  readonly set: (name: string, value: string | undefined, mode: FaultMode) => void;
  /** The fault if it is on and its value concerns us; a fault set to act once is then off. */
  readonly take: (name: FaultName, concerns?: (value: string) => boolean) => Fault | null;
  readonly list: () => readonly Fault[];
  readonly clear: () => void;
};

const closedValues: Partial<Record<FaultName, readonly string[]>> = {
  "id_token.alg": ["none", "HS256", "otherkey"],
  "rnipp.policy": ["registry", "echo"],
};
const defaultValues: Partial<Record<FaultName, string>> = {
  "id_token.alg": "otherkey",
  error: "server_error",
  "token.status": "500",
  "token.delay": "61",
  "rnipp.policy": "echo",
};

const isFaultName = (name: string): name is FaultName => (faultNames as readonly string[]).includes(name);

const parseFault = (written: string, given: string | undefined): { name: FaultName; value: string } => {
  const [name = "", ...inline] = written.split("=");
  if (!isFaultName(name)) throw new RangeError(`Unknown fault: ${name}`);
  const value = given ?? (inline.length > 0 ? inline.join("=") : (defaultValues[name] ?? ""));
  const allowed = closedValues[name];
  if (allowed && !allowed.includes(value)) throw new RangeError(`${name} takes one of: ${allowed.join(", ")}`);
  return { name, value };
};

/** What goes wrong on purpose (spec 01 §5.9), once or until it is switched off. */
export const createFaults = (): Faults => {
  const active = new Map<FaultName, Fault>();
  return {
    set: (written, given, mode) => {
      if (mode === "off") {
        const name = written.split("=")[0] ?? "";
        if (!isFaultName(name)) throw new RangeError(`Unknown fault: ${name}`);
        active.delete(name);
        return;
      }
      if (mode !== "once" && mode !== "sticky") throw new RangeError("mode takes one of: once, sticky, off");
      const { name, value } = parseFault(written, given);
      active.set(name, { name, value, mode });
    },
    take: (name, concerns = () => true) => {
      const fault = active.get(name);
      if (!fault || !concerns(fault.value)) return null;
      if (fault.mode === "once") active.delete(name);
      return fault;
    },
    list: () => [...active.values()],
    clear: () => active.clear(),
  };
};
