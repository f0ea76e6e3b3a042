import { describe, expect, test } from "vitest";
import { matchTotp, totpCodeAt } from "./totp.ts";

const secret = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

describe("RFC 6238, appendix B, SHA-1, six digits", () => {
  test.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_111_111_111, "050471"],
    [1_234_567_890, "005924"],
    [2_000_000_000, "279037"],
    [20_000_000_000, "353130"],
  ])("at %i s the code is %s", (seconds, code) => {
    expect(totpCodeAt(secret, at(seconds))).toBe(code);
    expect(matchTotp(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });
});

test.each([
  [-2, false],
  [-1, true],
  [0, true],
  [1, true],
  [2, false],
])("02-16 the code of step %i is accepted: %s", (drift, accepted) => {
  const now = at(1_234_567_890);
  const step = matchTotp(secret, totpCodeAt(secret, at(1_234_567_890 + drift * 30)), now);
  expect(step).toBe(accepted ? Math.floor(1_234_567_890 / 30) + drift : null);
});

test.each(["", "28708", "2870820", "abcdef", "287 82"])("%o is nobody's code", (code) => {
  expect(matchTotp(secret, code, at(59))).toBeNull();
});
