import type { Deps } from "#deps.ts";
import { type ConclusionUnderWay, decideIdentification } from "#domain/conclusion.ts";
import { type IdentitePivot, parseIdentitePivot } from "#domain/identite.ts";
import type { UsagerId } from "#domain/ids.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { Tx } from "#platform/database.ts";
import { lockConclusion, recordConclusionStopped, recordUsagerIdentified } from "#store/conclusion-store.ts";
import {
  recordIdentificationEstablished,
  recordIdentificationRefused,
  recordIdentificationWaiting,
} from "#store/identification-outcome-store.ts";
import type { Identification, IdentificationCause } from "#store/identification-store.ts";
import { isUsagerLastHandledHere, isUsagerServedHere, recordUsagerIdentifiedHere } from "#store/passage-store.ts";
import { lockUsagerBySub, recordUsager, recordUsagerIdentifiedAgain } from "#store/usager-store.ts";
import { aidantIdentity } from "./aidant-identity.query.ts";

/** An identity that FranceConnect gave and signed; nothing of it is believed for a mandat yet. */
export type Received = {
  readonly identification: Identification;
  readonly browserId: string;
  readonly idToken: string;
  readonly sub: string;
  readonly claims: Readonly<Record<string, unknown>>;
};

/** Whatever was decided, FranceConnect's session is closed next; the page that says it comes after (L2). */
export type Admission = { readonly kind: "decided"; readonly outcome: "etablie" | "a-confirmer" | "refusee" };

/**
 * Decides on an identity and writes the decision, all in one transaction: the usager and her identity, the journey's
 * step, the end of the exchange, the facts. A refused identity is stored nowhere.
 */
export const admitIdentite = (deps: Deps, received: Received): Promise<Admission> =>
  deps.db.transaction().execute(async (tx) => {
    const { identification, browserId, idToken, sub } = received;
    const now = deps.clock.now();
    const closing = { identification, idToken, now };
    const judged = await judge(tx, deps, received, now);
    if (!judged.ok) {
      await recordIdentificationRefused(tx, deps, { ...closing, cause: judged.refusal });
      return { kind: "decided", outcome: "refusee" };
    }
    const { known, identite, conclusion } = judged.value;
    if (known && (await isUsagerLastHandledHere(tx, deps.keys, { browserId, usagerId: known, now }))) {
      await recordIdentificationWaiting(tx, deps, { ...closing, waiting: { usagerId: known, identite } });
      return { kind: "decided", outcome: "a-confirmer" };
    }
    const usagerId = known ?? (await recordUsager(tx, deps, identite, sub, now));
    if (known) await recordUsagerIdentifiedAgain(tx, deps, known, identite, now);
    await establish(tx, deps, { ...closing, conclusion, usagerId, browserId });
    return { kind: "decided", outcome: "etablie" };
  });

type Established = Parameters<typeof recordIdentificationEstablished>[2] & {
  readonly conclusion: ConclusionUnderWay;
  readonly browserId: string;
};

/** The journey now knows its usager: its step, the browser's memory, the end of the exchange and the fact. */
export const establish = async (tx: Tx, deps: Deps, established: Established): Promise<void> => {
  const { conclusion, usagerId, browserId, now } = established;
  await recordUsagerIdentified(tx, deps, { conclusion, usagerId, identifiedAt: now });
  await recordUsagerIdentifiedHere(tx, deps, { browserId, usagerId, now });
  await recordIdentificationEstablished(tx, deps, established);
};

type Judged = {
  readonly conclusion: ConclusionUnderWay;
  readonly identite: IdentitePivot;
  /** The usager that this person is already. */
  readonly known: UsagerId | null;
};

/** The refusals of chapter 01 §4.2 (L5, L6) and of chapter 03 §18, in that order. */
const judge = async (
  tx: Tx,
  deps: Deps,
  { identification, browserId, sub, claims }: Received,
  now: Date,
): Promise<Result<Judged, IdentificationCause>> => {
  const { structureId, conclusionId, compteId } = identification;
  const conclusion = await lockConclusion(tx, deps.keys, structureId, conclusionId);
  if (!conclusion) return refuse("purpose-closed");
  if (claims.idp_id === deps.settings.franceConnect.aidantsConnectUid) return refuseOwnProvider(deps);
  const parsed = parseIdentitePivot(claims);
  if (!parsed.ok) return parsed;

  const known = await lockUsagerBySub(tx, deps.keys, sub);
  const trusted = deps.settings.franceConnect.aidantsConnectExcluded || claims.idp_id !== undefined;
  if (known && !trusted && (await isUsagerServedHere(tx, deps.keys, { browserId, usagerId: known, now })))
    return refuseOwnProvider(deps);

  const aidant = await aidantIdentity(tx, deps.keys, compteId);
  const decision = decideIdentification(conclusion, parsed.value, aidant, now);
  if (decision.ok) return accept({ conclusion: decision.value, identite: parsed.value, known });
  if (decision.refusal === "not-awaiting-identity") return refuse("purpose-closed");
  await recordConclusionStopped(tx, deps, { conclusion, cause: decision.refusal, now });
  return refuse(decision.refusal);
};

/** An identification answered by our own identity provider proves nothing: the team is told. */
const refuseOwnProvider = (deps: Deps) => {
  deps.log.error("an identification was answered by our own provider", { component: "franceconnect-fs" });
  return refuse("own-provider-used" as const);
};
