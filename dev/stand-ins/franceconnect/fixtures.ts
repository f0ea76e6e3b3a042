import { randomBytes } from "node:crypto";
import { aidantsConnectModerneUid, aidantsConnectUid, demoUid, type FiRecord, type FsRecord } from "./records.ts";

export type FsCredentials = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Absolute, or a path resolved against the origin of the service. */
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
};

export type FiCredentials = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly userinfoAlg?: "" | "HS256" | "ES256";
};

const identityScopes = [
  "openid",
  "given_name",
  "family_name",
  "birthdate",
  "idp_birthdate",
  "gender",
  "birthplace",
  "birthcountry",
  "email",
  "preferred_username",
];
export const everyScope = [...identityScopes, "profile", "birth", "identite_pivot", "amr"];

const service = (origin: string, given: Pick<FsRecord, "clientId" | "title" | "description"> & Partial<FsRecord>) => ({
  clientSecret: randomBytes(32).toString("hex"),
  name: given.clientId,
  entityId: `entite-${given.clientId}`,
  type: "public" as const,
  identityConsent: false,
  redirectUris: [`${origin}/services/${given.clientId}/callback`],
  postLogoutRedirectUris: [`${origin}/services/${given.clientId}/deconnecte`],
  scopes: everyScope,
  claims: ["amr"],
  idTokenAlg: "ES256" as const,
  userinfoAlg: "ES256" as const,
  idpFilterExclude: true,
  idpFilterList: [],
  repScope: [],
  allowedIdpHints: [],
  active: true,
  ...given,
});

const resolveAll = (paths: readonly string[], origin: string) => paths.map((path) => new URL(path, origin).href);

/** The service providers known at start: ours, and four fictional ones with a page of demonstration. */
export const fsFixtures = (origin: string, serviceOrigin: string, ours: FsCredentials): FsRecord[] => [
  service(origin, {
    clientId: ours.clientId,
    clientSecret: ours.clientSecret,
    name: "aidants-connect",
    title: "Aidants Connect",
    description: "Un professionnel habilité accompagne une personne dans ses démarches en ligne.",
    redirectUris: resolveAll(ours.redirectUris, serviceOrigin),
    postLogoutRedirectUris: resolveAll(ours.postLogoutRedirectUris, serviceOrigin),
    scopes: [...everyScope, "idp_id"],
    idpFilterList: [aidantsConnectUid, aidantsConnectModerneUid],
  }),
  service(origin, {
    clientId: "service-sans-perimetre",
    title: "Caisse des aides de démonstration",
    description: "Consultez vos droits et déclarez un changement de situation.",
  }),
  service(origin, {
    clientId: "service-famille-travail",
    title: "Guichet fictif de la famille et de l’emploi",
    description: "Inscrivez un enfant à la crèche, actualisez votre recherche d’emploi.",
    repScope: ["Famille-Scolarité", "Travail-Formation"],
  }),
  service(origin, {
    clientId: "service-sans-ac",
    title: "Coffre fictif des votes",
    description: "Service personnel\u00a0: vous seul pouvez vous y connecter, sans aidant.",
    idpFilterList: [aidantsConnectUid, aidantsConnectModerneUid],
  }),
  service(origin, {
    clientId: "service-prive",
    title: "Banque inventée du Pont",
    description: "Ouvrez un compte fictif dans un établissement privé.",
    type: "private",
    identityConsent: true,
  }),
];

const endpointsOfService = (origin: string) => ({
  issuer: origin,
  authzURL: `${origin}/authorize`,
  tokenURL: `${origin}/token`,
  userInfoURL: `${origin}/userinfo`,
  jwksURL: `${origin}/jwks`,
  endSessionURL: `${origin}/session/end`,
});

const aidantsConnect = (
  given: { uid: string; name: string; title: string },
  serviceOrigin: string,
  credentials: FiCredentials,
): FiRecord => ({
  ...given,
  ...endpointsOfService(serviceOrigin),
  clientID: credentials.clientId,
  clientSecret: credentials.clientSecret,
  idTokenAlg: "HS256",
  userinfoAlg: credentials.userinfoAlg ?? "",
  allowedAcr: ["eidas1"],
  amr: ["fc", "pwd", "mail"],
  handler: "aidants-connect",
  active: true,
  display: true,
});

/** The identity providers known at start: the demonstration one, and our two records. */
export const fiFixtures = (
  origin: string,
  serviceOrigin: string,
  fi: FiCredentials,
  fiModerne: FiCredentials | undefined,
): FiRecord[] => {
  const demo: FiRecord = {
    uid: demoUid,
    name: "demo",
    title: "Identité de démonstration",
    issuer: `${origin}/fi-demo`,
    authzURL: `${origin}/fi-demo/authorize`,
    tokenURL: `${origin}/fi-demo/token`,
    userInfoURL: `${origin}/fi-demo/userinfo`,
    endSessionURL: `${origin}/fi-demo/session/end`,
    clientID: "franceconnect-simulateur",
    clientSecret: randomBytes(32).toString("hex"),
    idTokenAlg: "HS256",
    userinfoAlg: "",
    allowedAcr: ["eidas1"],
    amr: ["pwd"],
    handler: "default",
    active: true,
    display: true,
  };
  const ours = aidantsConnect(
    { uid: aidantsConnectUid, name: "aidants-connect", title: "Aidants Connect" },
    serviceOrigin,
    fi,
  );
  if (!fiModerne) return [demo, ours];
  const moderne = aidantsConnect(
    { uid: aidantsConnectModerneUid, name: "aidants-connect-moderne", title: "Aidants Connect (profil moderne)" },
    serviceOrigin,
    fiModerne,
  );
  return [demo, ours, { ...moderne, idTokenAlg: "ES256", userinfoAlg: "ES256" }];
};
