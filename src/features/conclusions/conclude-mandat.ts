import type { Deps } from "#deps.ts";
import { catalogue } from "#domain/catalogue-actes.ts";
import { type Concluded, type Conclusion, type ConclusionRefusal, decideConclusion } from "#domain/conclusion.ts";
import { consentHash } from "#domain/consent-hash.ts";
import { documentMandat } from "#domain/document-mandat.ts";
import { termOf } from "#domain/duree.ts";
import type { ConclusionId, MandatId } from "#domain/ids.ts";
import { mayAct } from "#domain/may-act.ts";
import { NUMERO_BYTES, numeroOf } from "#domain/numero-mandat.ts";
import { actesVoulus } from "#domain/portee.ts";
import { remplacementBy, remplacementShown } from "#domain/remplacement.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { Tx } from "#platform/database.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { lockConclusion } from "#store/conclusion-store.ts";
import { lockMandatsOf, readLiveAutorisations } from "#store/live-autorisations.ts";
import { LEVEL_IN_PRESENCE, recordMandatConcluded } from "#store/mandat-conclusion-store.ts";
import { type Mandataire, readMandataire } from "#store/mandataire-reading.ts";
import { enqueueMessage } from "#store/outbox-store.ts";
import { readRightToAct } from "#store/right-to-act.ts";
import { recordSearchTokens } from "#store/search-token-store.ts";
import { lockUsager, type OpenedUsager } from "#store/usager-reading.ts";
import { mandatMessage } from "./mandat-message.ts";

/** `shown`: the replacement as the recap showed it. */
export type Recap = { readonly conclusionId: ConclusionId; readonly shown: string };
export type Outcome = Result<"concluded", ConclusionRefusal | "conclusion-unknown">;

const ATTEMPTS = 3;

/**
 * Concludes the mandat in one transaction, on what is true then (chapter 03 §8). Sent twice, the second finds the mandat
 * already there and says the same. Prepared before midnight in Paris and decided after, it is prepared again.
 */
export const concludeMandat = async (deps: Deps, acting: ActingAidant, recap: Recap): Promise<Outcome> => {
  for (let attempt = 1; ; attempt += 1) {
    const preparation = prepare(deps);
    const outcome = await deps.db.transaction().execute((tx) => conclude(tx, deps, acting, { ...recap, preparation }));
    if (outcome.ok || outcome.refusal !== "prepare-again" || attempt === ATTEMPTS) return outcome;
  }
};

type Preparation = ReturnType<typeof prepare>;
const prepare = ({ clock, random }: Deps) => ({
  at: clock.now(),
  mandatId: random.uuid() as MandatId,
  numeroBytes: random.bytes(NUMERO_BYTES),
});

const conclude = async (
  tx: Tx,
  deps: Deps,
  acting: ActingAidant,
  { conclusionId, shown, preparation }: Recap & { readonly preparation: Preparation },
): Promise<Outcome> => {
  const { keys, clock } = deps;
  const conclusion = await lockConclusion(tx, keys, acting.structureId, conclusionId);
  if (!conclusion || conclusion.compteId !== acting.compteId) return refuse("conclusion-unknown");
  if (conclusion.step === "conclue") return accept("concluded");
  if (conclusion.step !== "consentement-donne") return refuse("consent-missing");

  const usager = await lockUsager(tx, keys, conclusion.usagerId);
  const scope = { structureId: acting.structureId, usagerId: usager.id };
  await lockMandatsOf(tx, scope);
  const now = clock.now();
  const live = await readLiveAutorisations(tx, usager.subject, scope, now);
  const remplacement = remplacementBy(actesVoulus(conclusion.draft.actes, catalogue), live);
  const mandataire = await readMandataire(tx, keys, acting.structureId, acting.compteId);
  const decision = decideConclusion(conclusion, {
    mayAct: mayAct(await readRightToAct(tx, acting.structureId, acting.compteId, now)),
    identite: usager.identite,
    aidant: mandataire.aidant,
    catalogue,
    shown,
    live: remplacementShown(remplacement),
    preparedAt: preparation.at,
    now,
  });
  if (!decision.ok) return decision;
  await write(tx, deps, { conclusion, usager, mandataire, preparation, concluded: decision.value, ...remplacement });
  return accept("concluded");
};

type Writing = Pick<ReturnType<typeof remplacementBy>, "replaced"> & {
  readonly conclusion: Extract<Conclusion, { readonly step: "consentement-donne" }>;
  readonly usager: OpenedUsager;
  readonly mandataire: Mandataire;
  readonly preparation: Preparation;
  readonly concluded: Concluded;
};

const write = async (
  tx: Tx,
  deps: Deps,
  { conclusion, usager, mandataire, preparation, concluded, replaced }: Writing,
): Promise<void> => {
  const { at: now, mandatId: id, numeroBytes } = preparation;
  const term = termOf(concluded.duree, now);
  const { salt } = conclusion.draft;
  const document = documentMandat({
    ...concluded,
    numero: numeroOf(term.signingDay, numeroBytes),
    concludedAt: now,
    term,
    level: LEVEL_IN_PRESENCE,
    mandant: usager.identite,
    mandataire: mandataire.structure,
    aidant: mandataire.aidant,
    hash: consentHash(salt, concluded),
    salt,
  });
  const { subject } = usager;
  await recordMandatConcluded(tx, deps, { id, conclusion, concluded, document, term, replaced, subject, now });
  await recordSearchTokens(tx, deps.keys, conclusion.structureId, usager.id, usager.identite);
  const { email } = usager.identite;
  if (email) await enqueueMessage(tx, deps, mandatMessage(email, document), now);
};
