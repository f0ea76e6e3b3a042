import { boolean, codeField, defineFact, enumOf, hashField, optional, record, uuid } from "../fact-schema.ts";
import { demarche, level } from "./fact-values.ts";

/** What entitles the aidant to act: an autorisation of a mandat, or a measure (chapter 01, *Titre*). */
const titre = () => record({ kind: enumOf("mandat", "mesure-de-protection"), id: uuid() });

/** What was chosen, bound to code and token. */
const choice = () => ({
  connexion: uuid(),
  titre: titre(),
  mandat: uuid(),
  autorisation: uuid(),
  acte: uuid(),
  demarche: demarche(),
  usager: uuid(),
  aidant: uuid(),
  structure: uuid(),
  client: codeField(),
});

/** Why no identity was served (chapter 01 §3.4, §3.10; chapter 03 §13). */
const useRefusal = () =>
  enumOf(
    "cancelled",
    "exchange-expired",
    "no-usable-titre",
    "no-titre-for-rep-scope",
    "aidant-unknown",
    "not-habilite",
    "cgu-a-accepter",
    "structure-inactive",
    "client-inactive",
    "proof-stale",
    "mandat-unknown",
    "mandat-other-structure",
    "mandat-expired",
    "mandat-revoked",
    "mandat-replaced",
    "mandat-suspended",
    "mandat-ended",
    "autorisation-unknown",
    "autorisation-revoked",
    "autorisation-replaced",
    "autorisation-ended",
    "autorisation-suspended",
    "acte-unknown",
    "acte-revoked",
    "acte-done",
    "demarche-outside-rep-scope",
    "demarche-outside-perimeter",
    "identity-incomplete",
    "usager-unknown",
    "usager-minor",
    "usager-protected",
    "usager-deceased",
    "self-mandat",
    "second-person-required",
    "cap-reached",
    "loop",
    "code-expired",
    "token-expired",
    "server-error",
    "temporarily-unavailable",
  );

/**
 * Stream `connexion/<id>` (chapter 01 §3.10). Until the aidant is known the actor is `public` or `systeme`. Hashes:
 * SHA-256 of FranceConnect's `state` and of the access token.
 */
export const useFacts = [
  defineFact("UseAsked", 1, { connexion: uuid(), client: codeField(), stateHash: optional(hashField()) }),
  defineFact("IdentityRequested", 1, {
    connexion: uuid(),
    usager: uuid(),
    mandat: uuid(),
    autorisation: uuid(),
    demarche: demarche(),
    acte: uuid(),
    aidant: uuid(),
    structure: uuid(),
    client: optional(codeField()),
    serviceCode: optional(codeField()),
    /** Declared at confirmation: the person is there, and who does what (chapter 03 §13). */
    presence: optional(boolean()),
    posture: optional(enumOf("je-fais", "j-accompagne", "je-forme")),
  }),
  defineFact("UseCodeIssued", 1, { ...choice(), stateHash: optional(hashField()) }),
  defineFact("UseTokenIssued", 1, { ...choice(), stateHash: optional(hashField()), tokenHash: hashField() }),
  defineFact("IdentityServed", 1, {
    ...choice(),
    level: level(),
    stateHash: optional(hashField()),
    tokenHash: hashField(),
    serviceCode: optional(codeField()),
    secondPerson: optional(uuid()),
  }),
  defineFact("IdentityRefused", 1, {
    connexion: optional(uuid()),
    reason: useRefusal(),
    usager: optional(uuid()),
    mandat: optional(uuid()),
    autorisation: optional(uuid()),
    acte: optional(uuid()),
    aidant: optional(uuid()),
    structure: optional(uuid()),
    client: optional(codeField()),
  }),
  defineFact("UseReplayed", 1, {
    connexion: uuid(),
    what: enumOf("code", "access-token"),
    usager: optional(uuid()),
    mandat: optional(uuid()),
    aidant: optional(uuid()),
    structure: optional(uuid()),
    client: optional(codeField()),
  }),
  defineFact("UseEnded", 1, {
    connexion: uuid(),
    by: enumOf("franceconnect", "aidant", "expiry", "systeme"),
  }),
] as const;
