import type { FactNamed } from "#domain/fact.ts";
import type { CompteId, SessionCompteId, Uuid } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import { ofAidant } from "./aidant-fact.ts";
import { appendToJournal } from "./journal-store.ts";

type When = { readonly cause: Uuid; readonly now: Date };
export type StepUpPurpose = FactNamed<"StepUpPassed">["body"]["purpose"];
type StepUp = When & { readonly sessionId: SessionCompteId; readonly purpose: StepUpPurpose };

/** A login that was refused to a known compte: a fact without any other change. */
export const recordSignInRefused = async (
  tx: Tx,
  compteId: CompteId,
  { why, cause, now }: When & { readonly why: FactNamed<"SignInRefused">["body"]["cause"] },
): Promise<void> => {
  await appendToJournal(tx, { ...ofAidant(compteId, cause, now), type: "SignInRefused", body: { cause: why } });
};

/** A new proof, given or refused, before a sensitive act or to open a locked session. */
export const recordStepUp = async (
  tx: Tx,
  compteId: CompteId,
  { type, sessionId, purpose, cause, now }: StepUp & { readonly type: "StepUpPassed" | "StepUpRefused" },
): Promise<void> => {
  await appendToJournal(tx, {
    ...ofAidant(compteId, cause, now),
    type,
    body: { sessionRef: sessionId, kind: "application", purpose },
  });
};
