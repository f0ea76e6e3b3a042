import { expect, test } from "vitest";
import { catalogue } from "./catalogue-actes.ts";
import type { AutorisationId, MandatId } from "./ids.ts";
import { actesVoulus } from "./portee.ts";
import { type AutorisationLive, remplacementBy, remplacementShown } from "./remplacement.ts";

const voulus = (...codes: readonly string[]) =>
  actesVoulus(
    codes.map((code) => ({ kind: "catalogue", code })),
    catalogue,
  );
const live = (demarche: AutorisationLive["demarche"], ...codes: readonly string[]): AutorisationLive => ({
  id: `a-${demarche}` as AutorisationId,
  mandatId: "m" as MandatId,
  demarche,
  actes: voulus(...codes),
});
const logement = live("logement", "logement.caf-logement", "logement.dls-demande");
const argent = live("argent", "argent.impots-avis");

test("03-14: only the demarches of the new mandat are replaced, and only the actes it does not hold are lost", () => {
  const { replaced, lost } = remplacementBy(voulus("logement.dls-demande", "social.apa"), [logement, argent]);
  expect(replaced).toEqual([logement]);
  expect(lost.map(({ code }) => code)).toEqual(["logement.caf-logement"]);
});

test("03-14: an acte worded by hand is lost unless it is worded again in the same words", () => {
  const libre = { code: null, service: "Mairie", libelle: "Demander une carte de stationnement" };
  const held: AutorisationLive = { ...logement, actes: [libre] };
  const again = { ...libre, demarche: "logement", grade: "sensible", presence: false } as const;
  expect(remplacementBy([again], [held]).lost).toEqual([]);
  expect(remplacementBy([{ ...again, service: "Département" }], [held]).lost).toHaveLength(1);
});

test("03-12: what was shown differs as soon as an autorisation or one of its actes ends", () => {
  const asked = voulus("logement.dls-demande", "argent.timbre");
  const shown = remplacementShown(remplacementBy(asked, [logement, argent]));
  expect(remplacementShown(remplacementBy(asked, [argent, logement]))).toBe(shown);
  expect(remplacementShown(remplacementBy(asked, [argent]))).not.toBe(shown);
  expect(remplacementShown(remplacementBy(asked, [live("logement", "logement.dls-demande"), argent]))).not.toBe(shown);
});
