import { HASH_LENGTH, sameBytes, sha256 } from "./sha256.ts";

/** `0x01 ‖ pt ‖ SHA-256(blob)`: what is published of a fact (chapter 04 §2.5). */
export const ENTRY_LENGTH = 65;
export const SALT_LENGTH = 32;
const ENTRY_VERSION = 1;
const commitmentLabel = Buffer.from("aidants-connect/fact/v1\0");

/** pt: commitment to the meaning, for whoever holds the canonical bytes and their salt. */
export const commitToFact = (salt: Uint8Array, canonical: Uint8Array): Buffer =>
  sha256(commitmentLabel, salt, canonical);

export const encodeEntry = (pt: Uint8Array, blob: Uint8Array): Buffer =>
  Buffer.concat([Buffer.of(ENTRY_VERSION), pt, sha256(blob)]);

export const isEntry = (entry: Uint8Array): boolean => entry.length === ENTRY_LENGTH && entry[0] === ENTRY_VERSION;

/** Does what is stored match what was published? Needs no key. */
export const entryCoversBlob = (entry: Uint8Array, blob: Uint8Array): boolean =>
  isEntry(entry) && sameBytes(entry.subarray(1 + HASH_LENGTH), sha256(blob));

/** Does it mean what I was told? Needs the fact and its salt. */
export const entryCoversFact = (entry: Uint8Array, salt: Uint8Array, canonical: Uint8Array): boolean =>
  isEntry(entry) && sameBytes(entry.subarray(1, 1 + HASH_LENGTH), commitToFact(salt, canonical));
