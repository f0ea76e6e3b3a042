import type { Deps } from "#deps.ts";
import type { CompteId } from "#domain/ids.ts";
import { awaitsSecondFactor } from "#domain/login-link.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import { isLocked } from "#domain/second-factor-lock.ts";
import type { Tx } from "#platform/database.ts";
import type { DormantSession, ProvedPerson } from "#platform/visitor.ts";
import { type CompteToSignIn, recordLoginOfCompte } from "#store/compte-store.ts";
import { findLien, lockLien, recordLienEntered } from "#store/lien-connexion-store.ts";
import { enqueueMessage } from "#store/outbox-store.ts";
import { type RateLimit, takeRate } from "#store/rate-limit-store.ts";
import { endSession, recordSession } from "#store/session-store.ts";
import { recordSignInRefused } from "#store/sign-in-refusal-store.ts";
import { checkSecondFactor, type FactorRefusal } from "./check-second-factor.ts";
import { closedSessionMail } from "./mails/login-mail.ts";
import { writeMail } from "./mails/mail.tsx";

export type EntryRefusal =
  | FactorRefusal
  | { readonly kind: "lien-unusable" }
  | { readonly kind: "too-many"; readonly waitMs: number };

export type Entered = { readonly person: ProvedPerson; readonly token: string };

type Typed = {
  readonly code: string;
  /** Value of the cookie `lien`, changed when the link was used. */
  readonly browser: string;
  readonly browserFamily: string;
  /** A session of this browser that opens nothing any more: it is closed when another opens. */
  readonly dormant: DormantSession | null;
  readonly limit: RateLimit;
};

/** The compte that has used its link in this browser and owes the second factor, or null. */
export const findAwaited = async ({ db, keys, clock }: Deps, browser: string): Promise<CompteId | null> => {
  const lien = await findLien(db, keys, { browser });
  return lien && awaitsSecondFactor(lien, clock.now()) ? lien.compteId : null;
};

/** The second proof, asked only after the first: opens the session (chapter 02 §6.1, steps 4 and 5). */
export const passSecondFactor = ({ db, ...deps }: Deps, typed: Typed): Promise<Result<Entered, EntryRefusal>> =>
  db.transaction().execute(async (tx) => {
    const { keys, clock, random } = deps;
    const now = clock.now();
    const waitMs = await takeRate(tx, typed.limit, now);
    if (waitMs !== null) return refuse({ kind: "too-many", waitMs } as const);
    const { lien, compte } = (await lockLien(tx, keys, { browser: typed.browser })) ?? {};
    if (!lien || !awaitsSecondFactor(lien, now) || compte?.etat !== "actif")
      return refuse({ kind: "lien-unusable" } as const);
    const wasLocked = isLocked(compte, now);
    const checked = await checkSecondFactor(tx, deps, compte, typed.code);
    if (!checked.ok) {
      const why = checked.refusal.kind;
      if (!wasLocked) await recordSignInRefused(tx, compte.id, { why, cause: random.uuid(), now });
      return checked;
    }
    await recordLienEntered(tx, lien.id, now);
    return accept(await enter(tx, deps, compte, { ...typed, factorKind: checked.value }));
  });

type Entering = Pick<Typed, "browserFamily" | "dormant"> & { readonly factorKind: "application" };

/** Opens the session of a person whose two proofs are given; what is closed for it is told to her. */
const enter = async (
  tx: Tx,
  deps: Omit<Deps, "db">,
  { id: compteId, prenom, nom, courriel }: CompteToSignIn,
  { browserFamily, dormant, factorKind }: Entering,
): Promise<Entered> => {
  const now = deps.clock.now();
  const closing = { cause: deps.random.uuid(), why: "other-session", now } as const;
  if (dormant) await endSession(tx, { id: dormant.sessionId, compteId: dormant.compteId }, closing);
  const {
    id: sessionId,
    token,
    closedOther,
  } = await recordSession(tx, deps, {
    compteId,
    factorKind,
    browserFamily,
    now,
  });
  if (closedOther) {
    const mail = closedSessionMail(courriel, { at: now, browserFamily });
    await enqueueMessage(tx, deps, writeMail(mail, deps.settings.origin), now);
  }
  await recordLoginOfCompte(tx, compteId, now);
  return { person: { compteId, sessionId, proofAt: now, prenom, nom }, token };
};
