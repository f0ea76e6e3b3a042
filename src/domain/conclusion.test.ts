import { expect, test } from "vitest";
import { catalogue, catalogueOf } from "./catalogue-actes.ts";
import {
  type Conclusion,
  type ConclusionUnderWay,
  currentPage,
  type Draft,
  decideConclusion,
  decideIdentification,
  isConsentAlive,
  isReadingOpen,
  type JourneyPage,
  mayOpen,
  type SituationToConclude,
} from "./conclusion.ts";
import type { IdentitePivot } from "./identite.ts";
import type { CompteId, ConclusionId, StructureId, UsagerId } from "./ids.ts";

const noon = new Date("2026-03-02T12:00:00Z");
const minutesLater = (minutes: number, ms = 0) => new Date(noon.getTime() + minutes * 60_000 + ms);
const draft: Draft = {
  informed: true,
  actes: [{ kind: "catalogue", code: "logement.caf-logement" }],
  duree: "mois",
  salt: "00".repeat(16),
};
const journey = {
  id: "c" as ConclusionId,
  structureId: "s" as StructureId,
  compteId: "amina" as CompteId,
  version: 1,
};
const identified = { usagerId: "u" as UsagerId, identifiedAt: noon };
const waiting: Conclusion = { ...journey, draft, step: "porte-choisie" };
const reading: Conclusion = { ...journey, draft, step: "identite-etablie", ...identified };
const consented: ConclusionUnderWay = { ...reading, step: "consentement-donne", ...identified, consentedAt: noon };
const over: Conclusion = { ...journey, step: "refusee" };
const aidant = { prenom: "Amina", nom: "ESSAI", courriel: "amina@example.test" };
const angela: IdentitePivot = {
  givenName: "Angela",
  familyName: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
};

test.each([
  [{ ...waiting, step: "brouillon", draft: { ...draft, informed: false } }, "information", ["information"]],
  [{ ...waiting, step: "brouillon", draft: { ...draft, actes: [] } }, "actes", ["information", "actes"]],
  [{ ...waiting, step: "brouillon" }, "duree", ["information", "actes", "duree"]],
  [waiting, "identite", ["information", "actes", "duree", "identite"]],
  [reading, "lecture", ["lecture"]],
  [consented, "recapitulatif", ["recapitulatif"]],
  [{ ...journey, step: "conclue" }, "fin", ["fin"]],
  [over, "none", ["none"]],
] as const)("a journey at step %# stands on its page and opens only those passed", (conclusion, current, open) => {
  const pages: readonly JourneyPage[] = [
    "information",
    "actes",
    "duree",
    "identite",
    "lecture",
    "recapitulatif",
    "fin",
    "none",
  ];
  expect(currentPage(conclusion as Conclusion)).toBe(current);
  expect(pages.filter((page) => mayOpen(page, conclusion as Conclusion))).toEqual(open);
});

test("03-6: the reading page and the consent last 30 minutes, to the millisecond", () => {
  expect([isReadingOpen(identified, minutesLater(30)), isReadingOpen(identified, minutesLater(30, 1))]).toEqual([
    true,
    false,
  ]);
  expect([
    isConsentAlive({ consentedAt: noon }, minutesLater(30)),
    isConsentAlive({ consentedAt: noon }, minutesLater(30, 1)),
  ]).toEqual([true, false]);
});

test.each([
  ["an adult who is not the aidant", waiting, angela, null],
  ["a minor", waiting, { ...angela, birthdate: "2008-03-03" }, "usager-minor"],
  ["the aidant himself", waiting, { ...angela, givenName: "Amina", familyName: "Essai" }, "self-mandat"],
  ["anybody, once somebody is identified", reading, angela, "not-awaiting-identity"],
  ["anybody, once the journey is over", over, angela, "not-awaiting-identity"],
] as const)("03-21, 03-22: the identification of %s", (_, conclusion, identite, refusal) => {
  expect(decideIdentification(conclusion, identite, aidant, noon)).toMatchObject(
    refusal ? { ok: false, refusal } : { ok: true, value: conclusion },
  );
});

const situation: SituationToConclude = {
  mayAct: true,
  identite: angela,
  aidant,
  catalogue,
  shown: "a:1",
  live: "a:1",
  preparedAt: noon,
  now: noon,
};

test("what was consented to is concluded", () => {
  expect(decideConclusion(consented, situation)).toMatchObject({
    ok: true,
    value: { duree: "mois", actes: [{ code: "logement.caf-logement" }], ...identified, consentedAt: noon },
  });
});

test.each([
  ["nobody consented", reading, {}, "consent-missing"],
  ["the right to act was lost", consented, { mayAct: false }, "not-habilite"],
  [
    "the consent is 30 minutes and a millisecond old",
    consented,
    { preparedAt: minutesLater(30, 1), now: minutesLater(30, 1) },
    "consent-expired",
  ],
  [
    "the usager is a minor on the signing day",
    consented,
    { identite: { ...angela, birthdate: "2008-03-03" } },
    "usager-minor",
  ],
  [
    "the aidant took the usager's name",
    consented,
    { aidant: { ...aidant, prenom: "Angela", nom: "Dubois" } },
    "self-mandat",
  ],
  ["the acte left the catalogue", consented, { catalogue: catalogueOf([]) }, "acte-withdrawn"],
  ["another autorisation is live than the recap showed", consented, { live: "" }, "situation-changed"],
  ["the preparation is a minute old", consented, { now: minutesLater(1) }, "prepare-again"],
] as const)("03-13: nothing is concluded when %s", (_, conclusion, changed, refusal) => {
  expect(decideConclusion(conclusion, { ...situation, ...changed })).toEqual({ ok: false, refusal });
});

test("03-5: prepared before midnight in Paris and decided after, it is prepared again", () => {
  const consentedAt = new Date("2026-03-02T22:59:50Z");
  const late: Conclusion = { ...consented, step: "consentement-donne", ...identified, consentedAt };
  const times = { preparedAt: new Date("2026-03-02T22:59:59Z"), now: new Date("2026-03-02T23:00:01Z") };
  expect(decideConclusion(late, { ...situation, ...times })).toEqual({ ok: false, refusal: "prepare-again" });
});
