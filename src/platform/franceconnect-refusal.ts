/** Why the exchange of the code failed (chapter 01 §2.5); the words are those of the journal. */
export type TokenRefusal =
  | "token-unreachable"
  | "token-refused"
  | "token-malformed"
  | "token-signature"
  | "token-algorithm"
  | "token-issuer"
  | "token-audience"
  | "token-expired"
  | "token-nonce"
  | "token-acr"
  | "keys-unavailable";

/** Why the userinfo answer was not believed (chapter 01 §2.6). */
export type UserinfoRefusal =
  | "userinfo-unreachable"
  | "userinfo-refused"
  | "userinfo-unsigned"
  | "userinfo-signature"
  | "userinfo-algorithm"
  | "userinfo-issuer"
  | "userinfo-audience"
  | "userinfo-expired"
  | "userinfo-subject";

type Claims = Readonly<Record<string, unknown>>;

/** What the library leaves to us in an id_token: `acr`, the form of `sub`, an `iat` of the future. */
export const unverifiedTokenClaim = ({ acr, sub, iat }: Claims, now: Date): TokenRefusal | null => {
  if (acr !== "eidas1") return "token-acr";
  if (typeof sub !== "string" || !/^[\x21-\x7e]{1,255}$/.test(sub)) return "token-malformed";
  const ahead = Number(iat) - now.getTime() / 1000;
  return ahead <= IAT_LEEWAY_SECONDS ? null : "token-malformed";
};

const IAT_LEEWAY_SECONDS = 30;

/** The library checks `iss`, `aud` and `exp` of userinfo when they are there: they must be. */
export const unverifiedUserinfoClaim = ({ iss, aud, exp }: Claims): UserinfoRefusal | null => {
  if (iss === undefined) return "userinfo-issuer";
  if (aud === undefined) return "userinfo-audience";
  return exp === undefined ? "userinfo-expired" : null;
};

type Doubt = "unreachable" | "refused" | "malformed" | "signature" | "algorithm" | "issuer" | "audience" | "expired";

/** Reads an error of openid-client while it redeemed a code. @throws the error itself when it is none of a protocol. */
export const tokenRefusalOf = (fault: unknown): TokenRefusal =>
  claimAtFault(fault) === "nonce" ? "token-nonce" : `token-${doubtOf(fault)}`;

/** Reads an error of openid-client while it asked for userinfo. @throws the error when it is none of a protocol. */
export const userinfoRefusalOf = (fault: unknown): UserinfoRefusal => {
  if (codeOf(fault) === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED") return "userinfo-subject";
  const doubt = doubtOf(fault);
  return doubt === "malformed" ? "userinfo-unsigned" : `userinfo-${doubt}`;
};

const doubtOf = (fault: unknown): Doubt => {
  if (isNetworkFailure(fault)) return "unreachable";
  const status = statusOf(fault);
  if (status !== null && status !== 200) return status >= 500 ? "unreachable" : "refused";
  const detail = detailOf(fault);
  switch (codeOf(fault)) {
    case "OAUTH_JWT_TIMESTAMP_CHECK_FAILED":
      return "expired";
    case "OAUTH_KEY_SELECTION_FAILED":
      return "signature";
    case "OAUTH_JWT_CLAIM_COMPARISON_FAILED":
      return detail.claim === "iss" ? "issuer" : "audience";
    case undefined:
      throw fault;
    default:
      if ("signature" in detail) return "signature";
      return "header" in detail || "alg" in detail ? "algorithm" : "malformed";
  }
};

const isNetworkFailure = (fault: unknown): boolean =>
  codeOf(fault) === "OAUTH_TIMEOUT" ||
  codeOf(fault) === "OAUTH_ABORT" ||
  (fault instanceof TypeError && codeOf(fault) === undefined && fault.message === "fetch failed");

const codeOf = (fault: unknown): string | undefined => {
  const code = (fault as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : undefined;
};

/** HTTP status of an answer that the library would not take. */
const statusOf = (fault: unknown): number | null => {
  const { status, cause } = fault as { readonly status?: unknown; readonly cause?: { readonly status?: unknown } };
  const found = status ?? cause?.status;
  return typeof found === "number" ? found : null;
};

/** What the library compared: it lies one cause deeper than the error it throws. */
const detailOf = (fault: unknown): Readonly<Record<string, unknown>> => {
  const deeper = (fault as { readonly cause?: { readonly cause?: unknown } }).cause?.cause;
  return typeof deeper === "object" && deeper !== null ? (deeper as Readonly<Record<string, unknown>>) : {};
};

const claimAtFault = (fault: unknown): unknown =>
  codeOf(fault) === "OAUTH_JWT_CLAIM_COMPARISON_FAILED" ? detailOf(fault).claim : undefined;
