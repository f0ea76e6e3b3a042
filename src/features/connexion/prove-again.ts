import type { Deps } from "#deps.ts";
import type { CompteId, SessionCompteId } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import { isLocked } from "#domain/second-factor-lock.ts";
import type { Tx } from "#platform/database.ts";
import { matchTotp } from "#platform/totp.ts";
import type { ProvedPerson, SensitiveAct } from "#platform/visitor.ts";
import { type CompteToSignIn, lockCompte } from "#store/compte-store.ts";
import { listTotpApplications } from "#store/facteur-store.ts";
import { findRenewed, type RenewedSession, recordProof } from "#store/session-store.ts";
import { recordStepUp, type StepUpPurpose } from "#store/sign-in-refusal-store.ts";
import { checkSecondFactor, type FactorRefusal } from "./check-second-factor.ts";

/** How long a cookie that a new proof has just changed is known, for the second of two clicks. */
export const SECOND_CLICK_MS = 20_000;

export type ProofRefusal = FactorRefusal | { readonly kind: "session-over" };
export type Proved = { readonly person: ProvedPerson; readonly since: Date; readonly token: string };

type Asked = {
  readonly compteId: CompteId;
  readonly sessionId: SessionCompteId;
  /** Value of the session's cookie. */
  readonly former: string;
  readonly code: string;
  /** What the proof is for; null to open a locked session. */
  readonly act: string | null;
};

const purposes: Record<SensitiveAct, StepUpPurpose> = {
  "conclure-mandat": "conclude-mandat",
  "servir-identite": "serve-identity",
};
const purposeOf = (act: string | null): StepUpPurpose =>
  act && act in purposes ? purposes[act as SensitiveAct] : "unlock-session";

const personOf = ({ id, prenom, nom }: CompteToSignIn, sessionId: SessionCompteId, proofAt: Date): ProvedPerson => ({
  compteId: id,
  sessionId,
  proofAt,
  prenom,
  nom,
});

/** A second factor inside a session: the proof is fresh, the cookie changes, a locked session opens (chapter 02 §9). */
export const proveAgain = ({ db, ...deps }: Deps, asked: Asked): Promise<Result<Proved, ProofRefusal>> =>
  db.transaction().execute(async (tx) => {
    const { keys, clock, random } = deps;
    const now = clock.now();
    const compte = await lockCompte(tx, keys, asked.compteId);
    if (compte?.etat !== "actif") return refuse({ kind: "session-over" } as const);
    const second = await findRenewed(tx, keys, asked.former, new Date(now.getTime() - SECOND_CLICK_MS));
    if (second) return repeatProof(tx, deps, { compte, renewed: second, code: asked.code });
    const wasLocked = isLocked(compte, now);
    const checked = await checkSecondFactor(tx, deps, compte, asked.code);
    const fact = { sessionId: asked.sessionId, purpose: purposeOf(asked.act), cause: random.uuid(), now };
    if (!checked.ok) {
      if (!wasLocked) await recordStepUp(tx, compte.id, { ...fact, type: "StepUpRefused" });
      return checked;
    }
    const renewed = await recordProof(tx, deps, { id: asked.sessionId, former: asked.former }, now);
    if (!renewed) return refuse({ kind: "session-over" } as const);
    await recordStepUp(tx, compte.id, { ...fact, type: "StepUpPassed" });
    return accept({ ...renewed, person: personOf(compte, asked.sessionId, now) });
  });

type Repeat = { readonly compte: CompteToSignIn; readonly renewed: RenewedSession; readonly code: string };

/** The second of two clicks: the same cookie, the same code. It is told what the first was given, and proves nothing. */
const repeatProof = async (
  tx: Tx,
  { keys, clock }: Omit<Deps, "db">,
  { compte, renewed, code }: Repeat,
): Promise<Result<Proved, ProofRefusal>> => {
  const now = clock.now();
  const applications = await listTotpApplications(tx, keys, compte.id);
  const typed = code.replaceAll(/\s/g, "");
  const isSameCode = applications.some(
    ({ secret, lastStep }) => lastStep !== null && lastStep === matchTotp(secret, typed, now),
  );
  if (!isSameCode || renewed.compteId !== compte.id) return refuse({ kind: "session-over" });
  return accept({ ...renewed, person: personOf(compte, renewed.id, renewed.proofAt) });
};
