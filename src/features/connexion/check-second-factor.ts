import type { Deps } from "#deps.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import { countWrongCode, isLocked, isNoticed, unlocked } from "#domain/second-factor-lock.ts";
import { isStepFresh } from "#domain/totp-step.ts";
import type { Tx } from "#platform/database.ts";
import { matchTotp } from "#platform/totp.ts";
import { type CompteToSignIn, recordSecondFactorLock } from "#store/compte-store.ts";
import { listTotpApplications, recordStepUsed, type TotpApplication } from "#store/facteur-store.ts";
import { enqueueMessage } from "#store/outbox-store.ts";
import { lockedFactorMail } from "./mails/login-mail.ts";
import { writeMail } from "./mails/mail.tsx";

export type FactorRefusal =
  | { readonly kind: "code-wrong" }
  | { readonly kind: "facteur-missing" }
  | { readonly kind: "facteur-locked"; readonly until: Date };

/**
 * Checks a code of one of the TOTP applications of a compte whose row is locked; burns its step, or counts the error
 * (chapter 02 §7). Nothing is checked while the factor is closed.
 */
export const checkSecondFactor = async (
  tx: Tx,
  deps: Omit<Deps, "db">,
  compte: CompteToSignIn,
  typed: string,
): Promise<Result<"application", FactorRefusal>> => {
  const now = deps.clock.now();
  if (compte.lockedUntil && isLocked(compte, now)) return refuse({ kind: "facteur-locked", until: compte.lockedUntil });
  const applications = await listTotpApplications(tx, deps.keys, compte.id);
  if (applications.length === 0) return refuse({ kind: "facteur-missing" });
  const proved = findProved(applications, typed.replaceAll(/\s/g, ""), now);
  if (proved && (await recordStepUsed(tx, proved.id, proved.step, now))) {
    await recordSecondFactorLock(tx, compte.id, unlocked);
    return accept("application");
  }
  return refuse(await countWrong(tx, deps, compte));
};

const findProved = (applications: readonly TotpApplication[], code: string, now: Date) =>
  applications
    .map(({ id, secret, lastStep }) => ({ id, lastStep, step: matchTotp(secret, code, now) }))
    .flatMap(({ id, lastStep, step }) => (step !== null && isStepFresh(step, lastStep) ? [{ id, step }] : []))[0];

const countWrong = async (tx: Tx, deps: Omit<Deps, "db">, compte: CompteToSignIn): Promise<FactorRefusal> => {
  const now = deps.clock.now();
  const lock = countWrongCode(compte, now);
  await recordSecondFactorLock(tx, compte.id, lock);
  if (!lock.lockedUntil) return { kind: "code-wrong" };
  if (isNoticed(lock)) {
    const mail = lockedFactorMail(compte.courriel, { lockedUntil: lock.lockedUntil, at: now });
    await enqueueMessage(tx, deps, writeMail(mail, deps.settings.origin), now);
  }
  return { kind: "facteur-locked", until: lock.lockedUntil };
};
