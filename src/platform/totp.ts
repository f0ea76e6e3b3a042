import { Secret, TOTP } from "otpauth";
import { TOTP_PERIOD_MS, totpStepAt } from "#domain/totp-step.ts";

const WINDOW = 1;

const generatorOf = (secret: Buffer): TOTP =>
  new TOTP({
    issuer: "Aidants Connect",
    algorithm: "SHA1",
    digits: 6,
    period: TOTP_PERIOD_MS / 1000,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
  });

/** The step whose code was typed, among the present one, the one before and the one after; else null (RFC 6238). */
export const matchTotp = (secret: Buffer, code: string, now: Date): number | null => {
  const drift = generatorOf(secret).validate({ token: code, timestamp: now.getTime(), window: WINDOW });
  return drift === null ? null : totpStepAt(now) + drift;
};

/** The code that an application shows at `now`: for tests and for the personas of the development build. */
export const totpCodeAt = (secret: Buffer, now: Date): string =>
  generatorOf(secret).generate({ timestamp: now.getTime() });

/** The secret as people type it: base32, groups of four. */
export const totpSecretText = (secret: Buffer): string =>
  generatorOf(secret).secret.base32.replace(/(.{4})(?=.)/g, "$1 ");
