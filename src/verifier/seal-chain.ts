import { HASH_LENGTH, sha256 } from "./sha256.ts";

const sealLabel = Buffer.from("aidants-connect/seal/v1\0");

/** The seal before the first leaf (chapter 04 §2.5). */
export const genesisSeal: Uint8Array = new Uint8Array(HASH_LENGTH);

/** A seal covers the one before it: no leaf changes, moves or goes missing without breaking every later seal. */
export const nextSeal = (previous: Uint8Array, leafHash: Uint8Array): Buffer =>
  sha256(Buffer.concat([sealLabel, previous, leafHash]));
