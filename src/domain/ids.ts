declare const uuid: unique symbol;
declare const noun: unique symbol;

/** A random identifier (UUID v4, lower case), never derived from personal data, a sequence or time (chapter 04 F4). */
export type Uuid = string & { readonly [uuid]: true };
type Id<Noun extends string> = Uuid & { readonly [noun]: Noun };

export type CompteId = Id<"Compte">;
export type StructureId = Id<"Structure">;
export type AppartenanceId = Id<"Appartenance">;
export type FacteurId = Id<"Facteur">;
export type SessionCompteId = Id<"SessionCompte">;
export type UsagerId = Id<"Usager">;
export type ConclusionId = Id<"Conclusion">;
export type MandatId = Id<"Mandat">;
export type AutorisationId = Id<"Autorisation">;
export type ActeId = Id<"Acte">;
export type ConnexionId = Id<"Connexion">;

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** True for a lower-case UUID v4, the only spelling this service writes. */
export const isUuid = (text: string): text is Uuid => form.test(text);
