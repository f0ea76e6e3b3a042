import type { FiCredentials, FsCredentials } from "./fixtures.ts";
import type { RegisterPolicy } from "./register.ts";

export type SimulatorOptions = {
  /** 0 takes any free port. */
  readonly port: number;
  /** Loopback only: anything else refuses to start. */
  readonly host?: "127.0.0.1" | "localhost" | "::1";
  /** Origin of the service under development; `pointAt` changes it. */
  readonly serviceOrigin: string;
  readonly fs: FsCredentials;
  readonly fi: FiCredentials;
  readonly fiModerne?: FiCredentials;
  readonly now?: () => Date;
  readonly random?: (bytes: number) => Buffer;
  readonly registerPolicy?: RegisterPolicy;
  /** Base of every pairwise `sub`: the same over restarts unless changed. */
  readonly subSecret?: string;
  /** Presented to identity providers under the fault `mtls`; their token endpoint must then be https. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string; readonly ca?: string };
  /** No line on standard error for a request that failed unexpectedly. */
  readonly quiet?: boolean;
};

const loopbackHosts = new Set(["127.0.0.1", "localhost", "::1"]);

/** A demonstration stand-in never runs in production, nor where another machine could reach it. */
export const refuseUnsafeStart = (host: string) => {
  if (process.env.NODE_ENV === "production")
    throw new Error("The FranceConnect simulator refuses NODE_ENV=production.");
  if (!loopbackHosts.has(host))
    throw new Error(`The FranceConnect simulator listens on loopback only, not on ${host}.`);
};
