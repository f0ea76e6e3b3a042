import type { ActeId, AutorisationId, ConclusionId, MandatId, UsagerId } from "#domain/ids.ts";

/** `structure` is the structure's public reference, never its identifier (chapter 02 §4). */
type OfStructure = { readonly structure: string };
type OfConclusion = OfStructure & { readonly conclusionId: ConclusionId };
type OfUsager = OfStructure & { readonly usagerId: UsagerId };
type OfMandat = OfStructure & { readonly mandatId: MandatId };
type OfAutorisation = OfMandat & { readonly autorisationId: AutorisationId };
type OfActe = OfMandat & { readonly acteId: ActeId };
type OfDemande = { readonly uid: string };

export type Path<P> = ((params: P) => string) & { readonly pattern: string };

/** A URL and its pattern in one: `:name` segments are filled, encoded, from the parameters of the same name. */
const path = <P = Record<never, never>>(pattern: string): Path<P> =>
  Object.assign(
    (params: P) =>
      pattern.replace(/:(\w+)/g, (_, name: string) =>
        encodeURIComponent(String((params as Record<string, unknown>)[name])),
      ),
    { pattern },
  );

const espaceAidant = "/espace-aidant/:structure";
const conclusion = `${espaceAidant}/conclusions/:conclusionId`;
const mandat = `${espaceAidant}/mandats/:mandatId`;
const demande = "/demande/:uid";

/** Every URL of the service. */
export const paths = {
  home: path("/"),
  accessibilite: path("/accessibilite"),
  mentionsLegales: path("/mentions-legales"),
  donneesPersonnelles: path("/donnees-personnelles"),
  sante: path("/sante"),
  santeVivant: path("/sante/vivant"),
  statusForFranceConnect: path("/status"),

  signIn: path("/connexion"),
  signInWaiting: path("/connexion/attente"),
  signInLink: path<{ readonly jeton: string }>("/connexion/lien/:jeton"),
  secondFactor: path("/connexion/second-facteur"),
  verification: path("/verification"),
  resume: path("/verification/reprendre"),
  cgu: path("/conditions-generales"),
  signOut: path("/deconnexion"),

  chooseStructure: path("/espace-aidant"),
  aidantHome: path<OfStructure>(espaceAidant),
  mandats: path<OfStructure>(`${espaceAidant}/mandats`),
  usager: path<OfUsager>(`${espaceAidant}/usagers/:usagerId`),
  mandat: path<OfMandat>(mandat),
  mandatDocument: path<OfMandat>(`${mandat}/document`),
  revokeMandat: path<OfMandat>(`${mandat}/revoquer`),
  revokeAutorisation: path<OfAutorisation>(`${mandat}/autorisations/:autorisationId/revoquer`),
  revokeActe: path<OfActe>(`${mandat}/actes/:acteId/revoquer`),
  declareActeDone: path<OfActe>(`${mandat}/actes/:acteId/fait`),

  conclusions: path<OfStructure>(`${espaceAidant}/conclusions`),
  conclusion: path<OfConclusion>(conclusion),
  conclusionInformation: path<OfConclusion>(`${conclusion}/information`),
  conclusionActes: path<OfConclusion>(`${conclusion}/actes`),
  conclusionDuree: path<OfConclusion>(`${conclusion}/duree`),
  conclusionPorte: path<OfConclusion>(`${conclusion}/porte`),
  conclusionFranceConnect: path<OfConclusion>(`${conclusion}/franceconnect`),
  conclusionMemePersonne: path<OfConclusion>(`${conclusion}/meme-personne`),
  conclusionIdentite: path<OfConclusion>(`${conclusion}/identite`),
  conclusionLecture: path<OfConclusion>(`${conclusion}/lecture`),
  conclusionRecapitulatif: path<OfConclusion>(`${conclusion}/recapitulatif`),
  conclusionFin: path<OfConclusion>(`${conclusion}/fin`),
  abandonConclusion: path<OfConclusion>(`${conclusion}/abandonner`),

  franceConnectCallback: path("/franceconnect/callback"),
  franceConnectCallbackV2: path("/callbackv2/"),
  franceConnectSignOut: path("/franceconnect/deconnexion"),
  franceConnectLogoutCallback: path("/franceconnect/logout-callback"),
  franceConnectLogoutCallbackV2: path("/logout-callback/"),

  demande: path<OfDemande>(demande),
  demandeBoucle: path<OfDemande>(`${demande}/identification-en-cours`),
  demandeStructure: path<OfDemande>(`${demande}/structure`),
  demandeUsager: path<OfDemande>(`${demande}/usager`),
  demandeActe: path<OfDemande>(`${demande}/acte`),
  demandeConfirmation: path<OfDemande>(`${demande}/confirmation`),
  demandeRetour: path<OfDemande>(`${demande}/retour`),
};
