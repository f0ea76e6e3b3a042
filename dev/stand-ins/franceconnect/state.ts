import type { Citizen } from "./citizens.ts";
import type { SimulatedClock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { SigningKeys } from "./keys.ts";
import type { ArtifactStore } from "./op-artifacts.ts";
import type { FiRecord, FsRecord } from "./records.ts";
import type { RegisterPolicy } from "./register.ts";
import type { Sessions, VerifiedLogin } from "./sessions.ts";

export type SimulatorEvent = { readonly event: string; readonly at: string; readonly [detail: string]: unknown };

export type SimulatorMail = {
  readonly to: string;
  readonly at: string;
  readonly subject: string;
  readonly text: string;
  readonly fiTitle: string;
  readonly fsTitle: string;
};

/** What the OpenID Provider library knows a finished login by. */
export type Account = { readonly login: VerifiedLogin; readonly clientId: string };

/** All that a running simulator remembers. */
export type SimulatorState = {
  readonly origin: string;
  readonly issuer: string;
  readonly clock: SimulatedClock;
  readonly random: (bytes: number) => Buffer;
  readonly subSecret: string;
  readonly fs: Map<string, FsRecord>;
  readonly fi: Map<string, FiRecord>;
  readonly citizens: readonly Citizen[];
  readonly sessions: Sessions;
  /** Device cookie to the people seen on it. */
  readonly devices: Map<string, Set<string>>;
  readonly accounts: Map<string, Account>;
  readonly artifacts: ArtifactStore;
  readonly faults: Faults;
  readonly events: SimulatorEvent[];
  readonly mails: SimulatorMail[];
  readonly clientCertificate: { readonly cert: string; readonly key: string; readonly ca?: string } | undefined;
  registerPolicy: RegisterPolicy;
  keys: SigningKeys;
};

export const randomHex = (state: SimulatorState, bytes = 32): string => state.random(bytes).toString("hex");

export const recordEvent = (state: SimulatorState, event: string, detail: Record<string, unknown> = {}): void => {
  state.events.push({ event, at: state.clock.now().toISOString(), ...detail });
};
