import { Secret } from "otpauth";
import { type Demonstration, demoPaths } from "./demonstration.ts";
import { demoStructures, type Persona, personas, totpSecretOf } from "./personas.ts";

const nameOf = (reference: string): string =>
  demoStructures.find((structure) => structure.reference === reference)?.nom ?? reference;

/** Base32, as an application takes it. */
export const totpTextOf = (persona: Pick<Persona, "courriel">): string =>
  new Secret({ buffer: Uint8Array.from(totpSecretOf(persona)).buffer }).base32;

const otpauthUri = (persona: Persona): string =>
  `otpauth://totp/${encodeURIComponent(`Aidants Connect:${persona.courriel}`)}?secret=${totpTextOf(persona)}&issuer=Aidants%20Connect`;

/** `/demo/personas.json`: every account, citizen and public service of the demonstration (chapter 00, handles). */
export const demoPeople = ({ simulator }: Demonstration) => ({
  notice: "Personnes, structures et services sont fictifs.",
  personas: personas.map((persona: Persona) => ({
    email: persona.courriel,
    prenom: persona.prenom,
    nom: persona.nom,
    profession: persona.profession,
    point: persona.point,
    roles: [...new Set(persona.structures.flatMap(({ roles }) => roles))],
    structures: persona.structures.map(({ reference, roles }) => ({ reference, nom: nameOf(reference), roles })),
    habilite: persona.pixReussi,
    totpSecret: totpTextOf(persona),
    totpUri: otpauthUri(persona),
  })),
  citizens: simulator.citizens.map(({ identity, point }) => ({ ...identity, point })),
  services: simulator.services,
  simulator: {
    origin: simulator.origin,
    issuer: simulator.issuer,
    controls: `${simulator.origin}/sim`,
    identityProvider: `${simulator.origin}/fi-demo`,
  },
  messages: demoPaths.messagesJson,
});
