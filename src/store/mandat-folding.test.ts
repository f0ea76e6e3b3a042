import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { RecordedFact } from "#domain/fact.ts";
import type { ActeId, AutorisationId, MandatId } from "#domain/ids.ts";
import type { EndedObject } from "#domain/mandat.ts";
import { declareActeDone, revoke } from "#features/mandats/revoke.ts";
import { actingFor, aMandat } from "#testing/a-mandat.ts";
import { factsOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

type Part = { readonly autorisation: string; ended: string | null; readonly actes: Map<string, string> };
type State = ReadonlyMap<string, Part>;

/** What the facts of a mandat alone say of its autorisations and actes. */
const fold = (facts: readonly RecordedFact[]): State => {
  const parts = new Map<string, Part>();
  const end = (part: Part | undefined, actes: readonly string[], etat: string, ended: string) => {
    if (!part || part.ended) return;
    for (const acte of actes) if (part.actes.get(acte) === "usable") part.actes.set(acte, etat);
    if (![...part.actes.values()].includes("usable")) part.ended = ended;
  };
  const all = (part: Part | undefined) => [...(part?.actes.keys() ?? [])];
  for (const fact of facts) {
    if (fact.type === "MandatConcluded")
      for (const { id, actes } of fact.body.autorisations)
        parts.set(id, { autorisation: id, ended: null, actes: new Map(actes.map((acte) => [acte.id, "usable"])) });
    if (fact.type === "ActeRevoked") end(parts.get(fact.body.autorisation), [fact.body.acte], "revoque", "revoquee");
    if (fact.type === "ActeDeclaredDone") end(parts.get(fact.body.autorisation), [fact.body.acte], "fait", "terminee");
    if (fact.type === "AutorisationRevoked") {
      const part = parts.get(fact.body.autorisation);
      end(part, all(part), "revoque", "revoquee");
    }
    if (fact.type === "MandatRevoked") for (const part of parts.values()) end(part, all(part), "revoque", "revoquee");
    if (fact.type === "MandatReplaced")
      for (const id of fact.body.autorisations) (parts.get(id) as Part).ended = "remplacee";
  }
  return parts;
};

/** The same, as the tables hold it. */
const stored = async (mandatId: MandatId): Promise<State> => {
  const rows = await world.db
    .selectFrom("autorisation")
    .innerJoin("acte", "acte.autorisation_id", "autorisation.id")
    .select(["autorisation.id", "autorisation.ended", "acte.id as acte", "acte.etat"])
    .where("mandat_id", "=", mandatId)
    .execute();
  const parts = new Map<string, Part>();
  for (const { id, ended, acte, etat } of rows) {
    const part = parts.get(id) ?? { autorisation: id, ended, actes: new Map() };
    part.actes.set(acte, etat);
    parts.set(id, part);
  }
  return parts;
};

const codes = ["logement.caf-logement", "logement.dls-demande", "social.apa", "social.caf-rsa", "famille.bourse"];

/** What people do, in any order; `pick` chooses among the mandats, autorisations and actes that exist then. */
const act = fc.oneof(
  fc.record({ kind: fc.constant("conclude" as const), codes: fc.subarray(codes, { minLength: 1 }) }),
  fc.record({ kind: fc.constantFrom("acte", "autorisation", "mandat", "done"), pick: fc.nat() }),
);

test("A04-09, 03-30: folding the facts gives the state of every mandat, autorisation and acte", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 12 }), async (acts) => {
      const structure = await world.aStructure();
      const aidant = await structure.anAidant();
      const acting = actingFor(structure, aidant, world);
      const sub = randomUUID();
      const mandats: MandatId[] = [(await aMandat(world, structure, aidant, { sub, actes: codes })).mandatId];

      for (const one of acts) {
        if (!("pick" in one)) {
          mandats.push((await aMandat(world, structure, aidant, { sub, actes: one.codes })).mandatId);
          continue;
        }
        const mandatId = mandats[one.pick % mandats.length] as MandatId;
        const parts = [...(await stored(mandatId)).values()];
        const part = parts[one.pick % parts.length] as Part;
        const acteId = [...part.actes.keys()][one.pick % part.actes.size] as ActeId;
        const autorisationId = part.autorisation as AutorisationId;
        const objects: Record<string, EndedObject> = {
          acte: { kind: "acte", acteId },
          autorisation: { kind: "autorisation", autorisationId },
          mandat: { kind: "mandat" },
        };
        const object = objects[one.kind];
        if (object) await revoke(world.deps, acting, { mandatId, object, reason: "demande-orale" });
        else await declareActeDone(world.deps, acting, { mandatId, acteId });
      }

      for (const mandatId of mandats)
        expect(fold(await factsOf(world, `mandat/${mandatId}`))).toEqual(await stored(mandatId));
    }),
    { numRuns: 12 },
  );
}, 120_000);
