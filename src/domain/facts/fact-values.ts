import { demarches } from "../demarche.ts";
import { enumOf, integer } from "../fact-schema.ts";

/** Vocabularies shared by several families. A released value is never withdrawn; a new one may be added (F1). */
export const demarche = () => enumOf(...demarches);

/** Doors of consent (D1). */
export const porte = () => enumOf("franceconnect-presence", "franceconnect-distance", "code-sms", "guichet-papier");
/** Proof level printed on the mandat, 1 to 4 (chapter 03 §7). */
export const level = () => integer(1, 4);
export const duree = () => enumOf("acte-unique", "court", "mois", "semestre", "long");
export const language = () => enumOf("fr", "fr-falc", "en", "ar", "fa-af", "ps", "uk", "tr", "ro");
export const factorKind = () => enumOf("application", "carte", "cle-acces", "codes-de-secours");
