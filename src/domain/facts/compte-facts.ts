import { boolean, codeField, defineFact, enumOf, hashField, instantField, optional, uuid } from "../fact-schema.ts";
import { factorKind } from "./fact-values.ts";

/** What step-up was asked for (chapter 02 §9). */
const purpose = () =>
  enumOf(
    "conclude-mandat",
    "countersign-identity",
    "second-person",
    "serve-identity",
    "open-scan",
    "renew-code",
    "rights-request",
    "change-address",
    "change-factor",
    "renew-recovery-codes",
    "link-proconnect",
    "erase-compte",
    "manage-structure",
    "manage-team",
    "export",
    "unlock-session",
  );

/** Stream `aidant/<compte id>` (chapter 02 §16). A refusal is a fact only when it concerns a known Compte. */
export const compteFacts = [
  defineFact("CompteActivated", 1, {
    compte: uuid(),
    by: enumOf("invitation", "first-installation", "team"),
  }),
  defineFact("SignedIn", 1, { sessionRef: uuid(), factorKind: factorKind(), proconnect: boolean() }),
  defineFact("SignedOut", 1, {
    sessionRef: optional(uuid()),
    cause: enumOf(
      "asked",
      "idle",
      "absolute",
      "other-session",
      "too-many-sessions",
      "compte-closed",
      "factors-reset",
      "role-changed",
    ),
  }),
  defineFact("SignInRefused", 1, {
    cause: enumOf(
      "lien-unusable",
      "lien-other-browser",
      "code-wrong",
      "facteur-locked",
      "facteur-missing",
      "compte-suspended",
      "compte-deactivated",
      "compte-erased",
      "rate-limited",
    ),
  }),
  defineFact("StepUpPassed", 1, { sessionRef: optional(uuid()), kind: factorKind(), purpose: purpose() }),
  defineFact("StepUpRefused", 1, { sessionRef: optional(uuid()), kind: factorKind(), purpose: purpose() }),
  defineFact("FactorEnrolled", 1, { factorId: uuid(), kind: factorKind() }),
  defineFact("FactorRevoked", 1, {
    factorId: uuid(),
    kind: factorKind(),
    cause: enumOf("asked", "replaced", "lost", "compromised", "reset"),
  }),
  /** Stream `systeme/journal`: a version concerns nobody. */
  defineFact("CguPublished", 1, {
    version: codeField(),
    textHash: hashField(),
    kind: enumOf("majeure", "information"),
    inForceAt: instantField(),
  }),
  defineFact("CguAccepted", 1, { version: codeField(), textHash: hashField() }),
] as const;
