import { instantOf } from "#domain/fact-schema.ts";
import type { CompteId, Uuid } from "#domain/ids.ts";

/** Envelope of a fact about a compte, done by its owner. */
export const ofAidant = (compteId: CompteId, cause: Uuid, now: Date) =>
  ({
    v: 1,
    stream: `aidant/${compteId}`,
    actor: { kind: "aidant", id: compteId },
    at: instantOf(now),
    cause,
  }) as const;

/** The same, when nobody in person acted: a job, a limit of time, the first installation. */
export const bySystem = (stream: `aidant/${Uuid}` | `structure/${Uuid}`, cause: Uuid, now: Date) =>
  ({ v: 1, stream, actor: { kind: "systeme" }, at: instantOf(now), cause }) as const;
