import type { Deps } from "#deps.ts";
import { catalogue } from "#domain/catalogue-actes.ts";
import { isReadingOpen } from "#domain/conclusion.ts";
import { consentHash } from "#domain/consent-hash.ts";
import { decidePortee, type PorteeRefusal } from "#domain/portee.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { recordIdentificationDropped } from "#store/conclusion-store.ts";
import { recordConsentGiven, recordConsentRefused } from "#store/consent-store.ts";
import { type JourneyRefusal, lockOwnConclusion, type Sent } from "./own-conclusion.ts";

/** What the usager declares himself, box by box (chapter 03 §9, line 12). */
export const declarations = ["majeur", "sans-mesure", "libre", "lu"] as const;
export type Declaration = (typeof declarations)[number];

export type Reading = Sent & {
  readonly answer: "accepter" | "refuser" | "modifier";
  readonly declared: readonly Declaration[];
};
export type ReadingRefusal = JourneyRefusal | PorteeRefusal | "reading-closed" | "declaration-missing";
type Answered = "accepted" | "refused" | "reopened";

/** The usager answers on the reading page, which closes 30 minutes after his identification (chapter 03 §7.1). */
export const answerReading = (
  { db, clock, ...deps }: Deps,
  acting: ActingAidant,
  reading: Reading,
): Promise<Result<Answered, ReadingRefusal>> =>
  db.transaction().execute(async (tx) => {
    const now = clock.now();
    const locked = await lockOwnConclusion(tx, deps.keys, acting, reading, "lecture");
    if (!locked.ok) return locked;
    const conclusion = locked.value;
    if (conclusion.step !== "identite-etablie") return refuse("elsewhere");

    if (reading.answer === "refuser") {
      await recordConsentRefused(tx, deps, { conclusion, now });
      return accept("refused");
    }
    if (reading.answer === "modifier") {
      const actor = { kind: "usager", id: conclusion.usagerId } as const;
      await recordIdentificationDropped(tx, deps, { conclusion, cause: "scope-changed", actor, now });
      return accept("reopened");
    }
    if (!isReadingOpen(conclusion, now)) return refuse("reading-closed");
    if (declarations.some((each) => !reading.declared.includes(each))) return refuse("declaration-missing");
    const portee = decidePortee(conclusion.draft, catalogue);
    if (!portee.ok) return portee;
    const actesHash = consentHash(conclusion.draft.salt, portee.value);
    await recordConsentGiven(tx, deps, { conclusion, actesHash, now });
    return accept("accepted");
  });
