import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { Uuid } from "#domain/ids.ts";

/** The one source of chance, cryptographic; injected so that a test may fix what it draws. */
export type Random = {
  readonly uuid: () => Uuid;
  readonly bytes: (length: number) => Buffer;
  /** 256 random bits, base64url, 43 characters: links, session identifiers, states. */
  readonly token: () => string;
  /** Decimal digits, uniform. */
  readonly digits: (length: number) => string;
};

export const systemRandom: Random = {
  uuid: () => randomUUID() as Uuid,
  bytes: randomBytes,
  token: () => randomBytes(32).toString("base64url"),
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(""),
};
