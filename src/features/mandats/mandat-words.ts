import type { AutorisationStatus, EtatActe, MandatStatus } from "#domain/mandat.ts";
import type { BadgeTone } from "#ui/badge.tsx";
import type { JourneyLine } from "./journeys.query.ts";

type Words = { readonly word: string; readonly tone: BadgeTone };

export const mandatWords: Readonly<Record<MandatStatus, Words>> = {
  actif: { word: "Actif", tone: "success" },
  revoque: { word: "Révoqué", tone: "error" },
  remplace: { word: "Remplacé", tone: "neutral" },
  termine: { word: "Terminé", tone: "neutral" },
  expire: { word: "Échu", tone: "neutral" },
};

export const autorisationWords: Readonly<Record<AutorisationStatus, Words>> = {
  active: { word: "Active", tone: "success" },
  revoquee: { word: "Révoquée", tone: "error" },
  remplacee: { word: "Remplacée", tone: "neutral" },
  terminee: { word: "Terminée", tone: "neutral" },
  expiree: { word: "Échue", tone: "neutral" },
};

/** An acte that nothing ended, in an autorisation that did. */
export const acteWords = (etat: EtatActe, isUsable: boolean): Words => {
  if (etat === "fait") return { word: "Acte fait", tone: "info" };
  if (etat === "revoque") return { word: "Révoqué", tone: "error" };
  return isUsable ? { word: "Utilisable", tone: "success" } : { word: "Plus utilisable", tone: "neutral" };
};

export const stepWords: Readonly<Record<JourneyLine["step"], string>> = {
  brouillon: "En préparation",
  "porte-choisie": "La personne va s’identifier",
  "identite-etablie": "La personne lit le mandat",
  "consentement-donne": "Accepté, à conclure",
};
