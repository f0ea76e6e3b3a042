import type { ClientMetadata } from "oidc-provider";
import type { ClientFi } from "#platform/settings.ts";

const algOf = ({ profil }: ClientFi) => (profil === "moderne" ? "ES256" : "HS256");

/**
 * A client record in the library's words (chapter 01 §3.2). HS256 signs with the UTF-8 bytes of the secret; userinfo is
 * JSON unless the profile or the setting asks for a signed answer.
 */
export const toClientMetadata = (client: ClientFi): ClientMetadata => {
  const alg = algOf(client);
  const isUserinfoSigned = client.profil === "moderne" || client.userinfoJwt;
  return {
    client_id: client.clientId,
    client_secret: client.clientSecret,
    client_name: client.nom,
    redirect_uris: [...client.redirectUris],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    subject_type: "pairwise",
    id_token_signed_response_alg: alg,
    token_endpoint_auth_method: client.clientJwks ? "private_key_jwt" : "client_secret_post",
    ...(isUserinfoSigned ? { userinfo_signed_response_alg: alg } : {}),
    ...(client.clientJwks ? { jwks: { keys: [...client.clientJwks] } } : {}),
  };
};
