import { type ClaimsParameter, errors, type KoaContextWithOIDC } from "oidc-provider";

const TEXT_MAX = 512;
const unprintable = /\p{C}/u;

const assertText = (name: string) => (_: KoaContextWithOIDC, value: string | undefined) => {
  if (value !== undefined && (value.length > TEXT_MAX || unprintable.test(value)))
    throw new errors.InvalidRequest(`${name} must be printable text of at most ${TEXT_MAX} characters`);
};

/**
 * Rules of the authorization request that the library does not hold (chapter 01 §3.3), by parameter. They run once the
 * client and its redirect URI are known: a failure goes back to the client.
 */
export const requestRules = {
  scope: (_: KoaContextWithOIDC, value: string | undefined) => {
    if (!value?.split(" ").includes("openid")) throw new errors.InvalidRequest("scope must contain openid");
  },
  acr_values: (_: KoaContextWithOIDC, value: string | undefined) => {
    if (value !== undefined && !value.split(" ").includes("eidas1"))
      throw new errors.UnmetAuthenticationRequirements("only eidas1 can be answered");
  },
  state: assertText("state"),
  nonce: assertText("nonce"),
} as const;

type RequestedClaim = { readonly value?: unknown; readonly values?: unknown } | null | undefined;

const requestedRepScope = (claims: unknown): RequestedClaim =>
  (claims as { readonly id_token?: { readonly rep_scope?: RequestedClaim } }).id_token?.rep_scope;

const REP_SCOPE_MAX = 100;
const isText = (value: unknown): value is string =>
  typeof value === "string" && value.length <= TEXT_MAX && !unprintable.test(value);
const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length <= REP_SCOPE_MAX && value.every(isText);

/** Refuses a `rep_scope` whose `values` is not a list of printable texts; other claims are not our concern. */
export const assertRepScope = (_: KoaContextWithOIDC, claims: ClaimsParameter): void => {
  const requested = requestedRepScope(claims);
  const isWellFormed =
    (requested?.values === undefined || isTextList(requested.values)) &&
    (requested?.value === undefined || isText(requested.value));
  if (!isWellFormed) throw new errors.InvalidRequest("rep_scope.values must be an array of printable strings");
};

/** The public service's list in an accepted `claims` parameter; null when none was sent. */
export const repScopeAsked = (claims: string | undefined): readonly string[] | null => {
  if (claims === undefined) return null;
  const requested = requestedRepScope(JSON.parse(claims));
  if (isTextList(requested?.values)) return requested.values;
  return typeof requested?.value === "string" ? [requested.value] : null;
};
