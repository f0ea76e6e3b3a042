import type { ErrorCode } from "./error-codes.ts";
import { type FiRecord, type FsRecord, isExcluded } from "./records.ts";

/** What FranceConnect's door answers to an authorization request (spec 01 §2.3, §5.4). */
export type Verdict =
  | { readonly kind: "page"; readonly code: ErrorCode; readonly detail: string }
  | { readonly kind: "redirect"; readonly error: string; readonly description: string }
  | { readonly kind: "pass"; readonly fs: FsRecord };

type Records = {
  readonly findFs: (clientId: string) => FsRecord | undefined;
  readonly findFi: (uid: string) => FiRecord | undefined;
};

const required = ["client_id", "response_type", "scope", "redirect_uri", "acr_values", "nonce", "state"] as const;
const optional = ["claims", "prompt", "idp_hint", "ui_locales"] as const;
const closedList = new Set<string>([...required, ...optional]);
const allowedPrompts = new Set(["login", "consent", "login consent", "consent login"]);
const acrLevels = ["eidas1", "eidas2", "eidas3"] as const;

const isWebUrl = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);

const isJsonObject = (text: string) => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** The first broken rule of form, in words, or null. */
const malformed = (params: URLSearchParams): string | null => {
  for (const name of params.keys()) {
    if (!closedList.has(name)) return `paramètre inattendu\u00a0: ${name}`;
    if (params.getAll(name).length > 1) return `paramètre répété\u00a0: ${name}`;
  }
  for (const name of required) if (!params.has(name)) return `paramètre absent\u00a0: ${name}`;
  const prompt = params.get("prompt");
  const claims = params.get("claims");
  if (prompt !== null && !allowedPrompts.has(prompt)) return "prompt\u00a0: login, consent ou les deux";
  if ((params.get("nonce") ?? "").length < 22) return "nonce\u00a0: au moins 22 caractères";
  if ((params.get("acr_values") ?? "").length > 64) return "acr_values\u00a0: au plus 64 caractères";
  if (!isWebUrl(params.get("redirect_uri") ?? "")) return "redirect_uri\u00a0: une adresse http complète";
  if (claims !== null && !isJsonObject(claims)) return "claims\u00a0: un objet JSON";
  return null;
};

const claimNotGranted = (claims: string | null, fs: FsRecord): string | null => {
  if (claims === null) return null;
  const asked = JSON.parse(claims) as Record<string, Record<string, unknown> | null>;
  for (const [place, members] of Object.entries(asked))
    for (const claim of Object.keys(members ?? {}))
      if (place !== "id_token" || claim !== "amr" || !fs.claims.includes(claim)) return `${place}.${claim}`;
  return null;
};

/** `[error, description]` of the first rule that ends with a redirection, or null. */
const refusal = (params: URLSearchParams, fs: FsRecord, records: Records): readonly [string, string] | null => {
  const responseType = params.get("response_type");
  if (responseType === "") return ["invalid_request", "missing required parameter(s) (missing 'response_type')"];
  if (responseType !== "code") return ["unsupported_response_type", "unsupported response_type requested"];

  const scopes = (params.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  if (!scopes.includes("openid")) return ["invalid_request", "openid scope must be requested"];
  if (scopes.some((scope) => !fs.scopes.includes(scope))) return ["invalid_scope", "requested scope is not allowed"];

  const words = (params.get("acr_values") ?? "").split(" ");
  const lowest = acrLevels.find((level) => words.includes(level));
  if (lowest && lowest !== "eidas1") return ["invalid_acr", `acr_value is not valid, expected eidas1, got ${lowest}`];

  const hint = params.get("idp_hint");
  const hinted = hint === null ? undefined : records.findFi(hint);
  if (hint !== null && !(hinted?.active && fs.allowedIdpHints.includes(hint) && !isExcluded(fs, hint)))
    return ["invalid_idp_hint", "An idp_hint was provided but is not allowed"];
  return null;
};

/** Form first, then client, return address, granted claims, and what is answered by redirection. */
export const judgeAuthorizeRequest = (params: URLSearchParams, records: Records): Verdict => {
  const broken = malformed(params);
  if (broken) return { kind: "page", code: "Y030007", detail: broken };

  const redirectUri = params.get("redirect_uri") ?? "";
  const fs = records.findFs(params.get("client_id") ?? "");
  if (!fs?.active) return { kind: "page", code: "Y04EA6EF", detail: "client_id" };
  if (!fs.redirectUris.includes(redirectUri)) return { kind: "page", code: "Y04C013C", detail: "redirect_uri" };

  const claim = claimNotGranted(params.get("claims"), fs);
  if (claim) return { kind: "page", code: "Y100009", detail: claim };

  const refused = refusal(params, fs, records);
  if (!refused) return { kind: "pass", fs };
  const [error, description] = refused;
  return { kind: "redirect", error, description };
};
