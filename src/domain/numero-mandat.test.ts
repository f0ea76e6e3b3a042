import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toDay } from "./fact-schema.ts";
import { NUMERO_BYTES, numeroOf, parseNumero } from "./numero-mandat.ts";

test("a number drawn is read back, in lower case and with spaces", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: NUMERO_BYTES, maxLength: NUMERO_BYTES }), (random) => {
      const numero = numeroOf(toDay("2026-03-02"), random);
      expect(numero).toMatch(/^2026-[0-9A-HJKMNP-TV-Z]{8}$/);
      expect(parseNumero(numero.toLowerCase().replace("-", " "))).toBe(numero);
    }),
  );
});

test.each([
  ["2026-OIL00000", "2026-01100000"],
  ["2026-U0000000", null],
  ["dubois", null],
  ["2026-123", null],
])("%s is read as %s", (typed, numero) => {
  expect(parseNumero(typed)).toBe(numero);
});
