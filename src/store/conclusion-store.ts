import type { Conclusion, ConclusionUnderWay, Draft } from "#domain/conclusion.ts";
import type { Actor, FactNamed } from "#domain/fact.ts";
import { instantOf } from "#domain/fact-schema.ts";
import type { CompteId, ConclusionId, StructureId, UsagerId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import type { MandatTables } from "#platform/tables/mandats.ts";
import { conclusionColumns, sealDraft, toConclusion } from "./conclusion-row.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream, serviceOwner } from "./journal-streams.ts";
import { recordUsagerForgotten } from "./usager-erasure.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
/** Holds the journey until the transaction ends. Another structure's is as absent as one that never was (R6). */
export const lockConclusion = async (
  tx: Tx,
  keys: Keys,
  structureId: StructureId,
  id: ConclusionId,
): Promise<Conclusion | null> => {
  const row = await tx
    .selectFrom("conclusion")
    .select(conclusionColumns)
    .where("id", "=", id)
    .where("structure_id", "=", structureId)
    .forUpdate()
    .executeTakeFirst();
  return row ? toConclusion(keys, row) : null;
};

type AidantActor = { readonly structureId: StructureId; readonly compteId: CompteId };
export const byAidant = ({ structureId, compteId }: AidantActor): Actor => ({
  kind: "aidant",
  id: compteId,
  structure: structureId,
});

/** Opens a journey, its stream in the journal and its empty draft. */
export const recordConclusionOpened = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  aidant: AidantActor,
  now: Date,
): Promise<ConclusionId> => {
  const id = random.uuid() as ConclusionId;
  const draft: Draft = { informed: false, actes: [], duree: null, salt: random.bytes(16).toString("hex") };
  await tx
    .insertInto("conclusion")
    .values({
      id,
      structure_id: aidant.structureId,
      compte_id: aidant.compteId,
      kind: "nouveau",
      step: "brouillon",
      draft_sealed: sealDraft(keys, id, draft),
      usager_id: null,
      identified_at: null,
      consented_at: null,
      stop_cause: null,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await openJournalStream(tx, { stream: `conclusion/${id}`, subject: serviceOwner(keys) });
  await appendToJournal(tx, {
    ...conclusionFact({ id }, random, byAidant(aidant), now),
    type: "ConclusionOpened",
    body: { conclusion: id, structure: aidant.structureId },
  });
  return id;
};

/** Envelope of a fact about a journey. */
export const conclusionFact = ({ id }: Pick<Conclusion, "id">, random: Random, actor: Actor, now: Date) =>
  ({ v: 1, stream: `conclusion/${id}`, actor, at: instantOf(now), cause: random.uuid() }) as const;

type Change = Partial<Omit<MandatTables["conclusion"], "id" | "version">>;

/** Writes a change of a locked journey; its version grows, so that a form filled before it is refused. */
export const changeConclusion = async (
  tx: Tx,
  { id, version }: Pick<Conclusion, "id" | "version">,
  change: Change & { readonly updated_at: Date },
): Promise<void> => {
  await tx
    .updateTable("conclusion")
    .set({ ...change, version: version + 1 })
    .where("id", "=", id)
    .where("version", "=", version)
    .executeTakeFirstOrThrow();
};

/** Stores what was prepared; `porte-choisie` once the door is known, which gives the keyboard to the usager. */
export const recordDraft = (
  tx: Tx,
  { keys }: Pick<StoreDeps, "keys">,
  { id, version }: ConclusionUnderWay,
  { draft, step, now }: { readonly draft: Draft; readonly step: "brouillon" | "porte-choisie"; readonly now: Date },
): Promise<void> =>
  changeConclusion(tx, { id, version }, { draft_sealed: sealDraft(keys, id, draft), step, updated_at: now });

/** The usager is known: the caller stored who he is, and appends `UsagerIdentified` on his own stream. */
export const recordUsagerIdentified = (
  tx: Tx,
  _deps: StoreDeps,
  {
    conclusion,
    usagerId,
    identifiedAt,
  }: { readonly conclusion: ConclusionUnderWay; readonly usagerId: UsagerId; readonly identifiedAt: Date },
): Promise<void> =>
  changeConclusion(tx, conclusion, {
    step: "identite-etablie",
    usager_id: usagerId,
    identified_at: identifiedAt,
    consented_at: null,
    updated_at: identifiedAt,
  });

export type StopCause = FactNamed<"ConclusionStopped">["body"]["cause"];
type Stop = {
  readonly conclusion: Conclusion;
  readonly cause: StopCause;
  /** Absent when a rule stopped it. */
  readonly actor?: Actor;
  readonly now: Date;
};

const stepAfter = (cause: StopCause) =>
  cause === "abandoned" ? "abandonnee" : cause === "draft-expired" ? "expiree" : "arretee";

/**
 * The journey ends here for a reason that is nobody's refusal: given up by the aidant, forgotten, or stopped by a rule.
 * Its draft is destroyed, and the identity of an usager without any mandat with it.
 */
export const recordConclusionStopped = async (tx: Tx, deps: StoreDeps, stop: Stop): Promise<void> => {
  const { conclusion, cause, now } = stop;
  const step = stepAfter(cause);
  await changeConclusion(tx, conclusion, {
    step,
    stop_cause: step === "arretee" ? cause : null,
    ...nobody,
    draft_sealed: null,
    updated_at: now,
  });
  await appendStopped(tx, deps, stop);
  await forgetUsagerOf(tx, deps, conclusion, now);
};

const nobody = { usager_id: null, identified_at: null, consented_at: null } as const;

/**
 * The identification no longer holds (its time passed, or the scope changes): the draft stays, the identity goes with
 * the same care as after a refusal.
 */
export const recordIdentificationDropped = async (
  tx: Tx,
  deps: StoreDeps,
  { cause, ...rest }: Omit<Stop, "cause"> & { readonly cause: "scope-changed" | "reading-closed" | "consent-expired" },
): Promise<void> => {
  const { conclusion, now } = rest;
  const step = cause === "scope-changed" ? "brouillon" : "porte-choisie";
  await changeConclusion(tx, conclusion, { step, ...nobody, updated_at: now });
  if (cause === "scope-changed") await appendStopped(tx, deps, { ...rest, cause });
  if (cause === "consent-expired")
    await appendToJournal(tx, {
      ...conclusionFact(conclusion, deps.random, { kind: "systeme" }, now),
      type: "ConsentExpired",
      body: { conclusion: conclusion.id, porte: "franceconnect-presence" },
    });
  await forgetUsagerOf(tx, deps, conclusion, now);
};

const appendStopped = async (tx: Tx, { random }: StoreDeps, { conclusion, cause, actor, now }: Stop): Promise<void> => {
  await appendToJournal(tx, {
    ...conclusionFact(conclusion, random, actor ?? { kind: "systeme" }, now),
    type: "ConclusionStopped",
    body: { conclusion: conclusion.id, cause },
  });
};

export const forgetUsagerOf = async (tx: Tx, deps: StoreDeps, conclusion: Conclusion, now: Date): Promise<void> => {
  if ("usagerId" in conclusion) await recordUsagerForgotten(tx, deps, conclusion.usagerId, now);
};
