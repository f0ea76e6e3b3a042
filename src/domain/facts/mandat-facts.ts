import {
  codeField,
  dayField,
  defineFact,
  enumOf,
  hashField,
  instantField,
  optional,
  record,
  setOf,
  uuid,
} from "../fact-schema.ts";
import { demarche, duree, language, level, porte } from "./fact-values.ts";

/** `code` for an acte of the catalogue; the wording signed is hashed with a salt kept in the state tables (F2). */
const acte = () => record({ id: uuid(), code: optional(codeField()), libelleHash: hashField() });
const autorisation = () => record({ id: uuid(), demarche: demarche(), actes: setOf(acte()) });

/** How the end was asked (chapter 03 §15) and why; eventAt, knownAt: the two clocks of CC 2005 and 2008. */
const ending = () => ({
  channel: enumOf("espace", "page-code", "sms", "telephone", "guichet", "courrier", "aidant", "referent", "systeme"),
  reason: enumOf(
    "none-asked",
    "demande-orale",
    "demarche-terminee",
    "erreur",
    "conflit",
    "doute-consentement",
    "depart",
    "autre",
    "renonciation",
    "deces",
    "protection",
    "structure-fermee",
    "jugement",
    "fusion",
  ),
  eventAt: instantField(),
  knownAt: instantField(),
});

/** Streams `conclusion/<id>` for the journey and `mandat/<id>` for the contract (chapter 03 §20). */
export const mandatFacts = [
  defineFact("ConclusionOpened", 1, { conclusion: uuid(), structure: uuid() }),
  defineFact("ConsentSeen", 1, { conclusion: uuid(), usager: optional(uuid()), porte: porte(), language: language() }),
  defineFact("ConsentGiven", 1, {
    conclusion: uuid(),
    usager: uuid(),
    porte: porte(),
    actesHash: hashField(),
    language: language(),
  }),
  defineFact("ConsentRefused", 1, { conclusion: uuid(), usager: optional(uuid()), porte: porte() }),
  defineFact("ConsentExpired", 1, { conclusion: uuid(), usager: optional(uuid()), porte: porte() }),
  defineFact("ConclusionStopped", 1, {
    conclusion: uuid(),
    cause: enumOf(
      "abandoned",
      "scope-changed",
      "draft-expired",
      "usager-minor",
      "usager-protected",
      "usager-deceased",
      "self-mandat",
      "guard-rail",
      "situation-changed",
      "not-this-person",
    ),
  }),
  defineFact("MandatConcluded", 1, {
    mandat: uuid(),
    conclusion: optional(uuid()),
    usager: uuid(),
    structure: uuid(),
    porte: porte(),
    level: level(),
    duree: duree(),
    termDay: dayField(),
    autorisations: setOf(autorisation()),
    documentHash: hashField(),
    secondAidant: optional(uuid()),
  }),
  defineFact("MandatReplaced", 1, { mandat: uuid(), autorisations: setOf(uuid()), successor: uuid() }),
  defineFact("ActeRevoked", 1, { mandat: uuid(), autorisation: uuid(), acte: uuid(), ...ending() }),
  defineFact("AutorisationRevoked", 1, { mandat: uuid(), autorisation: uuid(), ...ending() }),
  defineFact("MandatRevoked", 1, { mandat: uuid(), ...ending() }),
  defineFact("DocumentPrinted", 1, { mandat: uuid(), documentHash: hashField() }),
  defineFact("ActeDeclaredDone", 1, { mandat: uuid(), autorisation: uuid(), acte: uuid() }),
] as const;
