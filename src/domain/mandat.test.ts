import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ActeId, AutorisationId, MandatId, StructureId, UsagerId } from "./ids.ts";
import {
  type AutorisationEnds,
  decideEnd,
  type EtatActe,
  type FinAutorisation,
  isActeUsable,
  type MandatEnds,
  statusOf,
} from "./mandat.ts";

const term = new Date("2026-03-03T23:00:00Z");
const before = new Date(+term - 1);

const autorisation = (id: string, ended: FinAutorisation | null, ...etats: readonly EtatActe[]): AutorisationEnds => ({
  id: id as AutorisationId,
  demarche: "logement",
  ended,
  actes: etats.map((etat, rank) => ({ id: `${id}${rank}` as ActeId, etat })),
});
const mandat = (...autorisations: readonly AutorisationEnds[]): MandatEnds => ({
  id: "m" as MandatId,
  structureId: "s" as StructureId,
  usagerId: "u" as UsagerId,
  termInstant: term,
  autorisations,
});
const live = autorisation("a", null, "usable", "usable");
const revoked = autorisation("r", "revoquee", "revoque");
const done = autorisation("d", "terminee", "fait");
const replaced = autorisation("p", "remplacee", "usable");
const closed = autorisation("e", "expiree", "usable");

test.each([
  ["actif until the last millisecond", [live], before, "actif"],
  ["expire at its very term", [live], term, "expire"],
  ["actif while one part is", [live, revoked, replaced, done], before, "actif"],
  ["revoque when every part is", [revoked, revoked], before, "revoque"],
  ["revoque still, past its term", [revoked], term, "revoque"],
  ["remplace when none is live and one was replaced", [revoked, replaced, done], before, "remplace"],
  ["termine when every part is done", [done], before, "termine"],
  ["termine when the parts are done or revoked", [done, revoked], before, "termine"],
  ["expire when a part ran to its term", [done, closed], term, "expire"],
] as const)("03-4: a mandat is %s", (_, parts, now, status) => {
  expect(statusOf(mandat(...parts), now)).toBe(status);
});

test("03-4: an acte is usable until the last millisecond, and not at the term", () => {
  expect(isActeUsable({ etat: "usable" }, live, term, before)).toBe(true);
  expect(isActeUsable({ etat: "usable" }, live, term, term)).toBe(false);
  expect(isActeUsable({ etat: "fait" }, live, term, before)).toBe(false);
  expect(isActeUsable({ etat: "usable" }, revoked, term, before)).toBe(false);
});

test("03-18: one acte leaves the others; the last closes its autorisation", () => {
  const first = decideEnd(mandat(live), { kind: "acte", acteId: "a0" as ActeId }, before);
  const last = autorisation("a", null, "revoque", "usable");

  expect(first).toEqual({ ok: true, value: { actes: ["a0"], autorisations: [] } });
  expect(decideEnd(mandat(last), { kind: "acte", acteId: "a1" as ActeId }, before)).toEqual({
    ok: true,
    value: { actes: ["a1"], autorisations: ["a"] },
  });
});

test("03-18: ending a mandat ends what is live of it, and nothing else", () => {
  expect(decideEnd(mandat(live, revoked, done), { kind: "mandat" }, before)).toEqual({
    ok: true,
    value: { actes: ["a0", "a1"], autorisations: ["a"] },
  });
});

test.each([
  ["an acte done", mandat(live, done), { kind: "acte", acteId: "d0" as ActeId }, before, "already-ended"],
  ["an acte of a mandat past its term", mandat(live), { kind: "acte", acteId: "a0" as ActeId }, term, "already-ended"],
  ["an acte of no part", mandat(live), { kind: "acte", acteId: "x" as ActeId }, before, "object-unknown"],
  [
    "an autorisation revoked",
    mandat(revoked),
    { kind: "autorisation", autorisationId: "r" as AutorisationId },
    before,
    "already-ended",
  ],
  [
    "an autorisation of no part",
    mandat(live),
    { kind: "autorisation", autorisationId: "x" as AutorisationId },
    before,
    "object-unknown",
  ],
  ["a mandat replaced", mandat(replaced), { kind: "mandat" }, before, "already-ended"],
  ["a mandat past its term", mandat(live), { kind: "mandat" }, term, "already-ended"],
] as const)("ending %s is refused: %#", (_, given, object, now, refusal) => {
  expect(decideEnd(given, object, now)).toEqual({ ok: false, refusal });
});

test("03-18: revoking the actes one by one, in any order, ends the mandat with the last", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat()),
      (sizes, draws) => {
        let current = mandat(
          ...sizes.map((size, rank) => autorisation(`${rank}-`, null, ...Array<EtatActe>(size).fill("usable"))),
        );
        for (let left = sizes.reduce((a, b) => a + b); left > 0; left -= 1) {
          expect(statusOf(current, before)).toBe("actif");
          const usable = current.autorisations.flatMap(({ actes }) => actes.filter(({ etat }) => etat === "usable"));
          const acteId = usable[(draws.next().value as number) % usable.length]?.id as ActeId;
          const decision = decideEnd(current, { kind: "acte", acteId }, before);
          if (!decision.ok) throw new Error(decision.refusal);
          const { actes, autorisations } = decision.value;
          current = {
            ...current,
            autorisations: current.autorisations.map((each) => ({
              ...each,
              ended: autorisations.includes(each.id) ? "revoquee" : each.ended,
              actes: each.actes.map((acte) => (actes.includes(acte.id) ? { ...acte, etat: "revoque" as const } : acte)),
            })),
          };
        }
        expect(statusOf(current, before)).toBe("revoque");
      },
    ),
  );
});
