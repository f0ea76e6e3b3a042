import { authorizationCodeGrant, type Configuration, fetchUserInfo } from "openid-client";
import { accept, type Result, refuse } from "#domain/result.ts";
import type { Clock } from "./clock.ts";
import {
  type TokenRefusal,
  tokenRefusalOf,
  type UserinfoRefusal,
  unverifiedTokenClaim,
  unverifiedUserinfoClaim,
  userinfoRefusalOf,
} from "./franceconnect-refusal.ts";
import { createFranceConnectServer } from "./franceconnect-server.ts";
import type { FranceConnectSettings } from "./settings.ts";

type Claims = Readonly<Record<string, unknown>>;

/** What the token endpoint gave, verified (chapter 01 §2.5). */
export type Redeemed = {
  readonly idToken: string;
  /** Opaque, pairwise; changes when the état civil is corrected (§2.7). */
  readonly sub: string;
  /** Claims of the userinfo answer, verified; to be asked for at once: FranceConnect's grant lives 30 s (§2.6). */
  readonly readUserinfo: () => Promise<Result<Claims, UserinfoRefusal>>;
};

/** FranceConnect as a service provider sees it (chapter 01 §2). Nothing here is tried twice. */
export type FranceConnectClient = {
  readonly issuer: string;
  /** Where a form that ends at FranceConnect is redirected (`form-action`, §4.3). */
  readonly origin: string;
  /** True once FranceConnect answered with its endpoints. */
  readonly isKnown: () => boolean;
  /** Reads discovery again; false when FranceConnect did not answer, what was known being kept (§2.2). */
  readonly refresh: () => Promise<boolean>;
  /** Where to send the browser to identify (§2.3), or null while FranceConnect has never answered. */
  readonly authorizationUrl: (pending: { readonly state: string; readonly nonce: string }) => Promise<string | null>;
  /** Exchanges the code of a callback whose `state` and `iss` were checked; `query` is the callback's own. */
  readonly redeem: (
    query: URLSearchParams,
    expected: { readonly state: string; readonly nonce: string },
  ) => Promise<Result<Redeemed, TokenRefusal>>;
  /** Where to send the browser to close FranceConnect's session (§2.11), or null while it has never answered. */
  readonly endSessionUrl: (session: { readonly idToken: string; readonly state: string }) => Promise<string | null>;
};

type Context = { readonly settings: FranceConnectSettings; readonly clock: Clock };

/** Our client of FranceConnect. Making it asks nothing of the network: the service starts while FranceConnect is down. */
export const createFranceConnectClient = ({ settings, clock }: Context): FranceConnectClient => {
  const server = createFranceConnectServer({ settings, clock });
  const endpointUrl = async (name: "authorization_endpoint" | "end_session_endpoint", parameters: Parameters) => {
    const endpoint = (await server.metadata())?.[name];
    if (endpoint === undefined) return null;
    const url = new URL(endpoint);
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    return url.href;
  };
  return {
    issuer: settings.issuer,
    origin: new URL(settings.issuer).origin,
    isKnown: server.isKnown,
    refresh: server.refresh,
    authorizationUrl: (pending) => endpointUrl("authorization_endpoint", authorizationParameters(settings, pending)),
    endSessionUrl: ({ idToken, state }) =>
      endpointUrl("end_session_endpoint", {
        id_token_hint: idToken,
        post_logout_redirect_uri: settings.postLogoutRedirectUri,
        state,
      }),
    redeem: async (query, expected) => {
      const configuration = await server.configuration();
      if (!configuration) return refuse("keys-unavailable");
      return redeemCode({ settings, clock }, configuration, query, expected);
    },
  };
};

type Parameters = Readonly<Record<string, string>>;

/** FranceConnect takes a closed list: one parameter more is an error page without return (§2.3). */
const authorizationParameters = (
  settings: FranceConnectSettings,
  { state, nonce }: { readonly state: string; readonly nonce: string },
): Parameters => ({
  client_id: settings.clientId,
  response_type: "code",
  scope: settings.scopes.join(" "),
  redirect_uri: settings.redirectUri,
  acr_values: "eidas1",
  nonce,
  state,
  ui_locales: "fr-FR",
  ...(settings.amrGranted ? { claims: '{"id_token":{"amr":{"essential":true}}}' } : {}),
});

const redeemCode = async (
  context: Context,
  configuration: Configuration,
  query: URLSearchParams,
  { state, nonce }: { readonly state: string; readonly nonce: string },
): Promise<Result<Redeemed, TokenRefusal>> => {
  const callback = new URL(context.settings.redirectUri);
  callback.search = query.toString();
  try {
    const checks = { expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await authorizationCodeGrant(configuration, callback, checks);
    const claims = tokens.claims();
    if (!claims || !tokens.id_token) return refuse("token-malformed");
    const wrong = unverifiedTokenClaim(claims, context.clock.now());
    if (wrong) return refuse(wrong);
    const readUserinfo = () => readIdentity(configuration, tokens.access_token, claims.sub);
    return accept({ idToken: tokens.id_token, sub: claims.sub, readUserinfo });
  } catch (fault) {
    return refuse(tokenRefusalOf(fault));
  }
};

const readIdentity = async (
  configuration: Configuration,
  accessToken: string,
  sub: string,
): Promise<Result<Claims, UserinfoRefusal>> => {
  try {
    const claims = await fetchUserInfo(configuration, accessToken, sub);
    const wrong = unverifiedUserinfoClaim(claims);
    return wrong ? refuse(wrong) : accept(claims);
  } catch (fault) {
    return refuse(userinfoRefusalOf(fault));
  }
};
