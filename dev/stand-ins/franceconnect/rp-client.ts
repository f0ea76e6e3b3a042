import { type Client, custom, Issuer } from "fc-openid-client";
import type { FiRecord } from "./records.ts";
import type { SimulatorState } from "./state.ts";

/** Where identity providers send the browser back, and where they do after a logout. */
export const callbackUrl = (state: SimulatorState): string => `${state.issuer}/oidc-callback`;
export const logoutCallbackUrl = (state: SimulatorState): string => `${state.issuer}/client/logout-callback`;

/** FranceConnect's own client library in its own settings (spec 01 §5.5): 6 seconds, no tolerance on time. */
export const createFiClient = (
  state: SimulatorState,
  fi: FiRecord,
  unusual: { readonly clientSecret?: string; readonly certificate?: boolean } = {},
): Client => {
  const issuer = new Issuer({
    issuer: fi.issuer,
    authorization_endpoint: fi.authzURL,
    token_endpoint: fi.tokenURL,
    userinfo_endpoint: fi.userInfoURL,
    ...(fi.jwksURL === undefined ? {} : { jwks_uri: fi.jwksURL }),
    ...(fi.endSessionURL === undefined ? {} : { end_session_endpoint: fi.endSessionURL }),
  });
  const client = new issuer.Client({
    client_id: fi.clientID,
    client_secret: unusual.clientSecret ?? fi.clientSecret,
    redirect_uris: [callbackUrl(state)],
    post_logout_redirect_uris: [logoutCallbackUrl(state)],
    response_types: ["code"],
    token_endpoint_auth_method: "client_secret_post",
    id_token_signed_response_alg: fi.idTokenAlg,
    ...(fi.userinfoAlg === "" ? {} : { userinfo_signed_response_alg: fi.userinfoAlg }),
  });
  const { ca, ...certificate } = state.clientCertificate ?? {};
  const options = () => ({
    timeout: 6000,
    ...(ca === undefined ? {} : { ca }),
    ...(unusual.certificate ? certificate : {}),
  });
  client[custom.http_options] = options;
  issuer[custom.http_options] = options;
  client[custom.clock_tolerance] = 0;
  return client;
};
