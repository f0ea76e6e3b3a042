import { createHash } from "node:crypto";
import { hashOf, instantOf, toCode } from "#domain/fact-schema.ts";
import type { CompteId, Uuid } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import { ofAidant } from "./aidant-fact.ts";
import { appendToJournal } from "./journal-store.ts";

export type NewCgu = {
  readonly number: string;
  readonly text: string;
  readonly kind: "majeure" | "information";
  /** What changed; null for the first version only. */
  readonly summary: string | null;
  /** A major version: 00:00 in Paris of its first day. */
  readonly inForceAt: Date;
};

export const cguTextHash = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Publishes a version, with its fact: its text never changes afterwards (chapter 02 §5). */
export const recordCguVersion = async (
  tx: Tx,
  { inForceAt, ...version }: NewCgu,
  { cause, now }: { readonly cause: Uuid; readonly now: Date },
): Promise<void> => {
  const textHash = cguTextHash(version.text);
  await tx
    .insertInto("cgu_version")
    .values({ ...version, text_hash: textHash, in_force_at: inForceAt })
    .execute();
  await appendToJournal(tx, {
    type: "CguPublished",
    v: 1,
    stream: "systeme/journal",
    actor: { kind: "systeme" },
    at: instantOf(now),
    cause,
    body: {
      version: toCode(version.number),
      textHash: hashOf(textHash),
      kind: version.kind,
      inForceAt: instantOf(inForceAt),
    },
  });
};

/** Notes that a person accepts a version, with the proof of what she read; false when she had done so already. */
export const recordCguAccepted = async (
  tx: Tx,
  compteId: CompteId,
  { number, textHash }: { readonly number: string; readonly textHash: Buffer },
  { cause, now }: { readonly cause: Uuid; readonly now: Date },
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("cgu_acceptance")
    .values({ compte_id: compteId, version: number, accepted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await appendToJournal(tx, {
    ...ofAidant(compteId, cause, now),
    type: "CguAccepted",
    body: { version: toCode(number), textHash: hashOf(textHash) },
  });
  return true;
};
