import type { JsonWebKey } from "node:crypto";
import type { RootKeys } from "./keys.ts";

export type SigningAlg = "ES256" | "RS256";

/** Our record as a service provider at FranceConnect (chapter 01 §1, §2.1). */
export type FranceConnectSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly postLogoutRedirectUri: string;
  readonly scopes: readonly string[];
  readonly signingAlg: SigningAlg;
  /** True once FranceConnect granted us the claim `amr`: asking for it before is an error page (Y100009). */
  readonly amrGranted?: boolean;
  /** True once FranceConnect confirms that our identity provider is excluded for our service (L6). */
  readonly aidantsConnectExcluded: boolean;
  /** FranceConnect's identifier of our identity provider (L5). */
  readonly aidantsConnectUid: string;
};

/** A client of our identity provider (chapter 01 §3.2). */
export type ClientFi = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly nom: string;
  readonly actif: boolean;
  readonly profil: "franceconnect-v2" | "moderne";
  readonly userinfoJwt: boolean;
  readonly redirectUris: readonly string[];
  readonly postLogoutRedirectUris: readonly string[];
  readonly repScope: "auto" | "franceconnect" | "cles" | "off";
  readonly claimAct: boolean;
  readonly claimMandat: boolean;
  readonly requirePkce: boolean;
  /** Public keys of a client that proves itself with `private_key_jwt`; absent, it sends its secret. */
  readonly clientJwks?: readonly JsonWebKey[];
};

/** What the service knows of its deployment: no secret has a default (R5). */
export type Settings = {
  /** Public origin, without trailing slash: issuer, links, cookies. */
  readonly origin: string;
  readonly franceConnect: FranceConnectSettings;
  readonly clients: readonly ClientFi[];
  readonly rootKeys: RootKeys;
  readonly expediteur: string;
  /** Addresses of the proxies whose forwarded headers are believed; absent, none is. */
  readonly trustedProxies?: readonly string[];
  /** Words shown on every page of a demonstration; absent in production. */
  readonly demonstration?: string;
};
