import type { Day } from "./fact-schema.ts";

const symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const NUMERO_BYTES = 8;

/** Number of a mandat: year of signing and 8 random Crockford base32 symbols, one a byte (chapter 03 §8). */
export const numeroOf = (signingDay: Day, random: Uint8Array): string =>
  `${signingDay.slice(0, 4)}-${Array.from(random.subarray(0, NUMERO_BYTES), (byte) => symbols[byte % 32]).join("")}`;

/** A number as somebody types it, in its one spelling; null when it is none. `I`, `L` read 1 and `O` reads 0 (§10). */
export const parseNumero = (typed: string): string | null => {
  const compact = typed.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replaceAll("O", "0");
  const parts = /^(\d{4})([0-9A-HJKMNP-TV-Z]{8})$/.exec(compact);
  return parts ? `${parts[1]}-${parts[2]}` : null;
};
