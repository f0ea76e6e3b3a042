import type { Actor, Stream } from "#domain/fact.ts";
import { instantOf } from "#domain/fact-schema.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { CompteId, StructureId, UsagerId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import {
  IDENTIFICATION_MS,
  type Identification,
  type IdentificationCause,
  identificationCell,
  identificationColumns,
  toIdentification,
} from "./identification-store.ts";
import { appendToJournal } from "./journal-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };

/** How an exchange ends. `idToken` is kept, sealed, until FranceConnect's sign-out starts, 30 minutes at most. */
type Closing = { readonly identification: Identification; readonly idToken: string | null; readonly now: Date };

const close = async (
  tx: Tx,
  { keys }: StoreDeps,
  { identification: { id }, idToken, now }: Closing,
  end:
    | { readonly outcome: "etablie" }
    | { readonly outcome: "refusee"; readonly cause: IdentificationCause }
    | { readonly outcome: "a-confirmer"; readonly waiting: WaitingIdentite },
): Promise<void> => {
  const waiting = end.outcome === "a-confirmer" ? JSON.stringify(end.waiting) : null;
  await tx
    .updateTable("identification")
    .set(({ fn, ref, val }) => ({
      outcome: end.outcome,
      cause: end.outcome === "refusee" ? end.cause : null,
      used_at: fn.coalesce(ref("used_at"), val(now)),
      closed_at: now,
      nonce_sealed: null,
      identite_sealed: waiting ? keys.sealForService(identificationCell("identite", id), waiting) : null,
      ...(idToken ? { id_token_sealed: keys.sealForService(identificationCell("id_token", id), idToken) } : {}),
    }))
    .where("id", "=", id)
    .execute();
};

/** The identity was taken: the journal tells who identified, for which journey. */
export const recordIdentificationEstablished = async (
  tx: Tx,
  deps: StoreDeps,
  { usagerId, ...closing }: Closing & { readonly usagerId: UsagerId },
): Promise<void> => {
  const { conclusionId, structureId } = closing.identification;
  await appendToJournal(tx, {
    type: "UsagerIdentified",
    v: 1,
    stream: `usager/${usagerId}`,
    actor: { kind: "usager", id: usagerId, structure: structureId },
    at: instantOf(closing.now),
    cause: deps.random.uuid(),
    body: {
      usager: usagerId,
      conclusion: conclusionId,
      porte: "franceconnect-presence",
      level: 3,
      structure: structureId,
    },
  });
  await close(tx, deps, closing, { outcome: "etablie" });
};

/** The identity was not taken, and nothing of it is kept. */
export const recordIdentificationRefused = async (
  tx: Tx,
  deps: StoreDeps,
  { cause, ...closing }: Closing & { readonly cause: IdentificationCause },
): Promise<void> => {
  const { conclusionId, compteId, structureId } = closing.identification;
  await appendRefusal(tx, deps, {
    stream: `conclusion/${conclusionId}`,
    actor: { kind: "aidant", id: compteId, structure: structureId },
    conclusion: conclusionId,
    cause,
    now: closing.now,
  });
  await close(tx, deps, closing, { outcome: "refusee", cause });
};

/** A callback or a press of the button that changes no exchange: told, under the journey when one is known. */
export const recordAttemptRefused = (
  tx: Tx,
  deps: StoreDeps,
  attempt: {
    readonly identification: Pick<Identification, "conclusionId" | "compteId" | "structureId"> | null;
    /** The person signed in to this browser, when there is one. */
    readonly compteId: CompteId | null;
    readonly cause: IdentificationCause;
    readonly now: Date;
  },
): Promise<void> => {
  const { identification, compteId, cause, now } = attempt;
  const actor: Actor = compteId ? { kind: "aidant", id: compteId } : { kind: "public" };
  if (!identification)
    return appendRefusal(tx, deps, { stream: compteId ? `aidant/${compteId}` : "systeme/journal", actor, cause, now });
  const { conclusionId } = identification;
  return appendRefusal(tx, deps, {
    stream: `conclusion/${conclusionId}`,
    actor,
    conclusion: conclusionId,
    cause,
    now,
  });
};

type Refusal = {
  readonly stream: Stream;
  readonly actor: Actor;
  readonly conclusion?: Identification["conclusionId"];
  readonly cause: IdentificationCause;
  readonly now: Date;
};

const appendRefusal = async (
  tx: Tx,
  { random }: StoreDeps,
  { stream, actor, conclusion, cause, now }: Refusal,
): Promise<void> => {
  await appendToJournal(tx, {
    type: "IdentificationRefused",
    v: 1,
    stream,
    actor,
    at: instantOf(now),
    cause: random.uuid(),
    body: { ...(conclusion ? { conclusion } : {}), cause },
  });
};

/** An identity that waits for the aidant to say that the same person is back (chapter 03 §7.1). */
export type WaitingIdentite = { readonly usagerId: UsagerId; readonly identite: IdentitePivot };

/** Keeps the identity aside, sealed, shown to nobody; it is erased when the aidant answers, or with the exchange. */
export const recordIdentificationWaiting = (
  tx: Tx,
  deps: StoreDeps,
  { waiting, ...closing }: Closing & { readonly waiting: WaitingIdentite },
): Promise<void> => close(tx, deps, closing, { outcome: "a-confirmer", waiting });

export type LockedWaiting = { readonly identification: Identification; readonly waiting: WaitingIdentite };

/**
 * Holds the identification that waits for the aidant's word in this journey, and its usager; null once the word was
 * given, too late, or when the usager was forgotten meanwhile.
 */
export const lockWaitingIdentification = async (
  tx: Tx,
  keys: Keys,
  {
    structureId,
    conclusionId,
    now,
  }: { readonly structureId: StructureId; readonly conclusionId: Identification["conclusionId"]; readonly now: Date },
): Promise<LockedWaiting | null> => {
  const row = await tx
    .selectFrom("identification")
    .select([...identificationColumns, "identite_sealed"])
    .where("conclusion_id", "=", conclusionId)
    .where("structure_id", "=", structureId)
    .where("outcome", "=", "a-confirmer")
    .where("closed_at", ">", new Date(now.getTime() - IDENTIFICATION_MS))
    .orderBy("closed_at", "desc")
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!row?.identite_sealed) return null;
  const opened = keys.openForService(identificationCell("identite", row.id), row.identite_sealed);
  const waiting = JSON.parse(opened.toString()) as WaitingIdentite;
  const usager = await tx
    .selectFrom("usager")
    .select("id")
    .where("id", "=", waiting.usagerId)
    .forUpdate()
    .executeTakeFirst();
  return usager ? { identification: toIdentification(row), waiting } : null;
};
