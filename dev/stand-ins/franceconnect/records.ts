export type SigningAlg = "ES256" | "RS256";

/** A service provider, as FranceConnect records it (spec 01 §5.2). */
export type FsRecord = {
  clientId: string;
  clientSecret: string;
  name: string;
  title: string;
  /** What the service is for, in a sentence: shown by the demonstration pages only. */
  description: string;
  /** Base of the pairwise `sub`, shared by the services of one entity. */
  entityId: string;
  type: "public" | "private";
  identityConsent: boolean;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  sectorIdentifierUri?: string;
  scopes: string[];
  claims: string[];
  idTokenAlg: SigningAlg;
  userinfoAlg: SigningAlg;
  /** true: the list is a blocklist; false: an allowlist. */
  idpFilterExclude: boolean;
  idpFilterList: string[];
  repScope: string[];
  allowedIdpHints: string[];
  allowedPrompts?: string[];
  active: boolean;
};

/** An identity provider, as FranceConnect records it (spec 01 §5.2). */
export type FiRecord = {
  uid: string;
  name: string;
  title: string;
  issuer: string;
  authzURL: string;
  tokenURL: string;
  userInfoURL: string;
  jwksURL?: string;
  endSessionURL?: string;
  clientID: string;
  clientSecret: string;
  idTokenAlg: "HS256" | SigningAlg;
  userinfoAlg: "" | "HS256" | SigningAlg;
  allowedAcr: string[];
  amr: string[];
  handler: "default" | "aidants-connect";
  active: boolean;
  display: boolean;
};

/** FranceConnect's own identifier of the Aidants Connect identity provider. */
export const aidantsConnectUid = "3189d655-0c78-4ff7-9758-f3a3ac36dd7e";
export const aidantsConnectModerneUid = "aidants-connect-moderne";
export const demoUid = "demo";

/** The filter of spec 01 §5.2 alone: whether the service accepts this identity provider. */
export const isExcluded = (fs: FsRecord, fiUid: string): boolean =>
  fs.idpFilterList.includes(fiUid) === fs.idpFilterExclude;
