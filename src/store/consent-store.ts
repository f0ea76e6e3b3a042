import type { ConclusionUnderWay } from "#domain/conclusion.ts";
import type { Actor } from "#domain/fact.ts";
import type { Hash } from "#domain/fact-schema.ts";
import type { UsagerId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { changeConclusion, conclusionFact, forgetUsagerOf } from "./conclusion-store.ts";
import { appendToJournal } from "./journal-store.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };
type Reading = Extract<ConclusionUnderWay, { readonly step: "identite-etablie" }>;

const PORTE = "franceconnect-presence";
const usager = (id: UsagerId): Actor => ({ kind: "usager", id });

const seenBy = ({ id, usagerId }: Reading) =>
  ({ conclusion: id, usager: usagerId, porte: PORTE, language: "fr" }) as const;

/** The usager accepts what he read; `actesHash` is of the very words and duration. */
export const recordConsentGiven = async (
  tx: Tx,
  { random }: StoreDeps,
  { conclusion, actesHash, now }: { readonly conclusion: Reading; readonly actesHash: Hash; readonly now: Date },
): Promise<void> => {
  const envelope = conclusionFact(conclusion, random, usager(conclusion.usagerId), now);
  await changeConclusion(tx, conclusion, { step: "consentement-donne", consented_at: now, updated_at: now });
  await appendToJournal(tx, { ...envelope, type: "ConsentSeen", body: seenBy(conclusion) });
  await appendToJournal(tx, { ...envelope, type: "ConsentGiven", body: { ...seenBy(conclusion), actesHash } });
};

/** The usager refuses: no reason is asked, the journey is over and, without another mandat, his identity is erased. */
export const recordConsentRefused = async (
  tx: Tx,
  deps: StoreDeps,
  { conclusion, now }: { readonly conclusion: Reading; readonly now: Date },
): Promise<void> => {
  const { language: _, ...body } = seenBy(conclusion);
  const envelope = conclusionFact(conclusion, deps.random, usager(conclusion.usagerId), now);
  await changeConclusion(tx, conclusion, {
    step: "refusee",
    usager_id: null,
    identified_at: null,
    draft_sealed: null,
    updated_at: now,
  });
  await appendToJournal(tx, { ...envelope, type: "ConsentSeen", body: seenBy(conclusion) });
  await appendToJournal(tx, { ...envelope, type: "ConsentRefused", body });
  await forgetUsagerOf(tx, deps, conclusion, now);
};
