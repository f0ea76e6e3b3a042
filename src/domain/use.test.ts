import { describe, expect, test } from "vitest";
import { conditionsToAct, type RightToAct } from "./may-act.ts";
import {
  decideUse,
  SERVED_PER_DAY_MAX,
  SERVED_PER_HOUR_MAX,
  type TitreState,
  type UseChoice,
  type UseSituation,
} from "./use.ts";

const choice = {
  compteId: "c0000000-0000-4000-8000-000000000001",
  structureId: "50000000-0000-4000-8000-000000000001",
  usagerId: "a0000000-0000-4000-8000-000000000001",
  mandatId: "b0000000-0000-4000-8000-000000000001",
  autorisationId: "d0000000-0000-4000-8000-000000000001",
  acteId: "e0000000-0000-4000-8000-000000000001",
  demarche: "famille",
} as UseChoice;

const titre: TitreState = {
  structureId: choice.structureId,
  usagerId: choice.usagerId,
  demarche: "famille",
  autorisation: "active",
  acte: "usable",
};
const right = Object.fromEntries(conditionsToAct.map((condition) => [condition, true])) as RightToAct;
const usable: UseSituation = {
  clientActif: true,
  right,
  titre,
  repScopeAsked: [],
  identityComplete: true,
  selfMandat: false,
  served: { lastHour: 0, lastDay: 0 },
};

const without = (condition: keyof RightToAct) => ({ right: { ...right, [condition]: false } });
const whose = (changes: Partial<TitreState>) => ({ titre: { ...titre, ...changes } });
const other = "f0000000-0000-4000-8000-00000000000f";

describe("decideUse", () => {
  test.each<[string, Partial<UseSituation>]>([
    ["an acte of a live mandat", {}],
    [
      "a démarche that the public service names by FranceConnect's value",
      { repScopeAsked: ["Logement", "Famille-Scolarité"] },
    ],
    ["a démarche that it names by our key", { repScopeAsked: ["famille"] }],
    ["one identity before the cap of the hour", { served: { lastHour: SERVED_PER_HOUR_MAX - 1, lastDay: 60 } }],
    ["one identity before the cap of the day", { served: { lastHour: 0, lastDay: SERVED_PER_DAY_MAX - 1 } }],
  ])("accepts %s", (_name, changes) => {
    expect(decideUse(choice, { ...usable, ...changes })).toEqual({ ok: true, value: choice });
  });

  test.each<[string, Partial<UseSituation>]>([
    ["client-inactive", { clientActif: false }],
    ["not-habilite", without("compteActif")],
    ["not-habilite", without("appartenanceAidant")],
    ["structure-inactive", without("structureActive")],
    ["not-habilite", without("formationSuivie")],
    ["not-habilite", without("pixReussi")],
    ["cgu-a-accepter", without("cguAcceptees")],
    ["not-habilite", without("facteurConfirme")],
    ["acte-unknown", { titre: null }],
    ["mandat-other-structure", whose({ structureId: other as never })],
    ["mandat-unknown", whose({ usagerId: other as never })],
    ["mandat-unknown", whose({ demarche: "logement" })],
    ["autorisation-revoked", whose({ autorisation: "revoquee" })],
    ["autorisation-replaced", whose({ autorisation: "remplacee" })],
    ["autorisation-ended", whose({ autorisation: "terminee" })],
    ["autorisation-suspended", whose({ autorisation: "suspendue" })],
    ["mandat-expired", whose({ autorisation: "expiree" })],
    ["acte-done", whose({ acte: "fait" })],
    ["acte-revoked", whose({ acte: "revoque" })],
    ["demarche-outside-rep-scope", { repScopeAsked: ["Logement"] }],
    ["demarche-outside-rep-scope", { repScopeAsked: ["valeur-inconnue"] }],
    ["identity-incomplete", { identityComplete: false }],
    ["self-mandat", { selfMandat: true }],
    ["cap-reached", { served: { lastHour: SERVED_PER_HOUR_MAX, lastDay: SERVED_PER_HOUR_MAX } }],
    ["cap-reached", { served: { lastHour: 0, lastDay: SERVED_PER_DAY_MAX } }],
  ])("refuses with %s", (refusal, changes) => {
    expect(decideUse(choice, { ...usable, ...changes })).toEqual({ ok: false, refusal });
  });

  test("what the aidant may not do is said before what the mandat no longer allows", () => {
    const situation = { ...usable, ...without("compteActif"), ...whose({ acte: "revoque" }) };

    expect(decideUse(choice, situation)).toEqual({ ok: false, refusal: "not-habilite" });
  });
});
