import { createHash, hash } from "node:crypto";

/** SHA-256 of the concatenation of `parts`, 32 bytes. The only place where the verifier hashes. */
export const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return hash("sha256", first, "buffer");
  const digest = createHash("sha256");
  for (const part of parts) digest.update(part);
  return digest.digest();
};

export const HASH_LENGTH = 32;

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Bytes from hexadecimal text, for vectors and findings. */
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
