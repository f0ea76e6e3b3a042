import Provider, { type Configuration, type KoaContextWithOIDC } from "fc-oidc-provider";
import { fsClaims } from "./fs-claims.ts";
import { toPrivateJwks } from "./keys.ts";
import type { FsRecord } from "./records.ts";
import { randomHex, type SimulatorState } from "./state.ts";
import { pairwiseSub } from "./sub.ts";

const civil = ["given_name", "given_name_array", "family_name", "birthdate", "gender"];

/** Scopes and their claims (spec 01 §2.6); acr and auth_time ride with openid so that every id_token carries them. */
export const claimsByScope: Record<string, string[]> = {
  openid: ["sub", "acr", "auth_time"],
  profile: [...civil, "preferred_username"],
  birth: ["birthplace", "birthcountry"],
  identite_pivot: [...civil, "birthplace", "birthcountry"],
  given_name: ["given_name", "given_name_array"],
  family_name: ["family_name"],
  gender: ["gender"],
  birthdate: ["birthdate"],
  birthplace: ["birthplace"],
  birthcountry: ["birthcountry"],
  email: ["email"],
  preferred_username: ["preferred_username"],
  idp_birthdate: ["idp_birthdate"],
  amr: ["amr"],
  idp_id: ["idp_id"],
};

const off = { enabled: false };
const algs = ["HS256", "ES256", "RS256"] as const;

/** An FS record in the words of the library. `native` accepts http on loopback: a knowing deviation (spec 01 §5.3). */
export const toClientMetadata = (fs: FsRecord) => ({
  client_id: fs.clientId,
  client_secret: fs.clientSecret,
  redirect_uris: fs.redirectUris,
  post_logout_redirect_uris: fs.postLogoutRedirectUris,
  application_type: "native" as const,
  response_types: ["code" as const],
  grant_types: ["authorization_code"],
  token_endpoint_auth_method: "client_secret_post" as const,
  subject_type: "pairwise" as const,
  // One entity may register several hosts: the library then wants a sector, which our pairwise sub does not use.
  sector_identifier_uri: fs.sectorIdentifierUri ?? `https://${fs.clientId}.invalid/`,
  scope: fs.scopes.join(" "),
  id_token_signed_response_alg: fs.idTokenAlg,
  userinfo_signed_response_alg: fs.userinfoAlg,
});

type Hooks = {
  readonly interactionUrl: (ctx: KoaContextWithOIDC, uid: string) => string;
  readonly renderError: (ctx: KoaContextWithOIDC, error: string, description: string | undefined) => void;
};

const ttl = {
  AuthorizationCode: 30,
  Grant: 30,
  AccessToken: 60,
  IdToken: 60,
  Interaction: 1800,
  Session: 1800,
};

const cookies = (state: SimulatorState): NonNullable<Configuration["cookies"]> => ({
  names: { interaction: "fcsim_interaction", resume: "fcsim_resume", session: "fcsim_op_session" },
  keys: [randomHex(state)],
  long: { signed: true, httpOnly: true, sameSite: "lax", secure: false },
  short: { signed: true, httpOnly: true, sameSite: "lax", secure: false },
});

/** Replaced once the library is done: see logout.tsx. */
const emptyPage = async (ctx: KoaContextWithOIDC) => {
  ctx.body = "";
};

const features: NonNullable<Configuration["features"]> = {
  devInteractions: off,
  encryption: off,
  backchannelLogout: off,
  resourceIndicators: off,
  pushedAuthorizationRequests: off,
  jwtUserinfo: { enabled: true },
  revocation: { enabled: true },
  claimsParameter: { enabled: true },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: emptyPage,
    postLogoutSuccessSource: emptyPage,
  },
};

/** The OpenID Provider half, in FranceConnect's library and settings (spec 01 §5.3). */
export const createOpenIdProvider = (state: SimulatorState, hooks: Hooks): Provider => {
  return new Provider(state.issuer, {
    adapter: state.artifacts.adapterFor,
    jwks: toPrivateJwks(state.keys),
    cookies: cookies(state),
    features,
    ttl,
    scopes: Object.keys(claimsByScope),
    claims: claimsByScope,
    subjectTypes: ["pairwise"],
    responseTypes: ["code"],
    acrValues: ["eidas1"],
    acceptQueryParamAccessTokens: true,
    clientAuthMethods: ["client_secret_post", "private_key_jwt"],
    enabledJWA: {
      clientAuthSigningAlgValues: ["ES256", "RS256"],
      idTokenSigningAlgValues: [...algs],
      userinfoSigningAlgValues: [...algs],
    },
    pkce: { required: () => false },
    routes: { authorization: "/authorize", end_session: "/session/end", userinfo: "/userinfo" },
    sectorIdentifierUriValidate: () => false,
    pairwiseIdentifier: async (_ctx, accountId, client) => {
      const account = state.accounts.get(accountId);
      const fs = state.fs.get(client.clientId);
      return account && fs ? pairwiseSub(fs.entityId, account.login.register, state.subSecret) : "";
    },
    findAccount: async (_ctx, accountId) => {
      const account = state.accounts.get(accountId);
      return account && { accountId, claims: async () => ({ sub: accountId, ...fsClaims(state, account) }) };
    },
    interactions: { url: async (ctx, { uid }) => hooks.interactionUrl(ctx, uid) },
    renderError: async (ctx, out) => hooks.renderError(ctx, out.error, out.error_description),
  } as Configuration);
};
