import type { Deps } from "#deps.ts";
import type { ActeId, MandatId } from "#domain/ids.ts";
import { decideEnd, type EndedObject, type EndRefusal } from "#domain/mandat.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { byAidant } from "#store/conclusion-store.ts";
import { lockMandat, type RevocationReason, recordActeDone, recordRevoked } from "#store/mandat-store.ts";

/** Reasons an aidant may give (chapter 03 §15); an usager is asked for none. */
export const reasons = [
  "demande-orale",
  "demarche-terminee",
  "erreur",
  "conflit",
  "doute-consentement",
  "depart",
  "autre",
] as const satisfies readonly RevocationReason[];
export type Reason = (typeof reasons)[number];

type Asked = { readonly mandatId: MandatId; readonly object: EndedObject; readonly reason: Reason };
export type RevocationRefusal = EndRefusal | "mandat-unknown";

/** Ends a mandat, an autorisation or an acte at once and for good (chapter 03 §15). Asked twice, it is told once. */
export const revoke = (
  { db, clock, random }: Deps,
  acting: ActingAidant,
  { mandatId, object, reason }: Asked,
): Promise<Result<"revoked", RevocationRefusal>> =>
  db.transaction().execute(async (tx) => {
    const mandat = await lockMandat(tx, acting.structureId, mandatId);
    if (!mandat) return refuse("mandat-unknown");
    const now = clock.now();
    const decision = decideEnd(mandat, object, now);
    if (!decision.ok) return decision;
    const closing = decision.value;
    const actor = byAidant(acting);
    await recordRevoked(tx, { random }, { mandat, object, closing, channel: "aidant", reason, actor, now });
    return accept("revoked");
  });

/** Declares an acte done: it can no longer be used; the last one ends its autorisation (chapter 03 §§4, 5). */
export const declareActeDone = (
  { db, clock, random }: Deps,
  acting: ActingAidant,
  { mandatId, acteId }: { readonly mandatId: MandatId; readonly acteId: ActeId },
): Promise<Result<"done", RevocationRefusal>> =>
  db.transaction().execute(async (tx) => {
    const mandat = await lockMandat(tx, acting.structureId, mandatId);
    if (!mandat) return refuse("mandat-unknown");
    const now = clock.now();
    const decision = decideEnd(mandat, { kind: "acte", acteId }, now);
    if (!decision.ok) return decision;
    await recordActeDone(tx, { random }, { mandat, acteId, closing: decision.value, actor: byAidant(acting), now });
    return accept("done");
  });
