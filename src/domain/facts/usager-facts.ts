import { defineFact, enumOf, optional, uuid } from "../fact-schema.ts";
import { level, porte } from "./fact-values.ts";

/** Why an identification through FranceConnect was not taken (chapter 01 §2.4–2.8, A3; chapter 03 §7, §18). */
const identificationRefusal = () =>
  enumOf(
    "state-unknown",
    "state-replayed",
    "state-other-browser",
    "exchange-expired",
    "purpose-closed",
    "issuer-parameter-absent",
    "issuer-parameter-wrong",
    "code-missing",
    "access-denied",
    "server-error",
    "temporarily-unavailable",
    "request-refused",
    "token-unreachable",
    "token-refused",
    "token-malformed",
    "token-signature",
    "token-algorithm",
    "token-issuer",
    "token-audience",
    "token-expired",
    "token-nonce",
    "token-acr",
    "keys-unavailable",
    "userinfo-unreachable",
    "userinfo-refused",
    "userinfo-unsigned",
    "userinfo-signature",
    "userinfo-algorithm",
    "userinfo-issuer",
    "userinfo-audience",
    "userinfo-expired",
    "userinfo-subject",
    "identity-malformed",
    "identity-incomplete",
    "own-provider-used",
    "exchange-pending",
    "previous-usager",
    "not-this-person",
    "usager-minor",
    "usager-protected",
    "usager-deceased",
    "self-mandat",
  );

/**
 * Streams `usager/<id>` when somebody is known, `conclusion/<id>` while nobody is (chapter 03 §20).
 */
export const usagerFacts = [
  defineFact("UsagerIdentified", 1, {
    usager: uuid(),
    conclusion: optional(uuid()),
    porte: porte(),
    level: level(),
    structure: uuid(),
  }),
  defineFact("IdentificationRefused", 1, { conclusion: optional(uuid()), cause: identificationRefusal() }),
] as const;
