import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import type { Deps } from "#deps.ts";
import { faultFields } from "#platform/log.ts";
import type { ClientFi } from "#platform/settings.ts";
import { lockConnexionOfHint, recordUseClosed } from "#store/connexion-served-store.ts";
import { lockConnexion } from "#store/connexion-usage-store.ts";
import { destroyTokenOf } from "#store/oidc-artefact-store.ts";

type Hint = { readonly client: ClientFi; readonly sub: string; readonly nonce: string | undefined };
type Ending = { readonly hint: Hint; readonly location: string };

/**
 * End of session called by FranceConnect in the aidant's browser (chapter 01 §3.9): back at once, no page, no question,
 * else the usager is stuck in FranceConnect's sign-out. The aidant's session goes on.
 */
export const endSession = async (
  deps: Deps,
  provider: Provider,
  page: (error: string) => string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  response.setHeader("cache-control", "no-store");
  const ending = await readEnding(deps, provider, new URL(request.url ?? "/", deps.settings.origin).searchParams);
  if (!ending) return sendPage(response, 400, page("invalid_request"));
  try {
    await closeConnexion(deps, ending.hint);
  } catch (fault) {
    deps.log.error("a connexion was not closed", { ...faultFields(fault), component: "fournisseur-identite" });
    return sendPage(response, 503, page("temporarily_unavailable"));
  }
  response.writeHead(302, { location: ending.location }).end();
};

const sendPage = (response: ServerResponse, status: number, html: string): void => {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8" }).end(html);
};

/** Where to go back, or null when anything is wrong: hint, client, address, or a parameter sent twice. */
const readEnding = async (deps: Deps, provider: Provider, query: URLSearchParams): Promise<Ending | null> => {
  const names = ["id_token_hint", "post_logout_redirect_uri", "client_id", "state"];
  if (names.some((name) => query.getAll(name).length > 1)) return null;
  const hint = await readHint(deps, provider, query.get("id_token_hint"));
  const target = query.get("post_logout_redirect_uri");
  const clientId = query.get("client_id");
  if (!hint || !target || !hint.client.postLogoutRedirectUris.includes(target)) return null;
  if (clientId !== null && clientId !== hint.client.clientId) return null;
  const location = new URL(target);
  const state = query.get("state");
  if (state !== null) location.searchParams.set("state", state);
  return { hint, location: location.href };
};

/** The client and the subject of an id_token that we signed; it may have expired. */
const readHint = async (deps: Deps, provider: Provider, hint: string | null): Promise<Hint | null> => {
  const audience = hint && audienceOf(hint);
  const client = deps.settings.clients.find(({ clientId, actif }) => actif && clientId === audience);
  const record = client && (await provider.Client.find(client.clientId));
  if (!hint || !client || !record) return null;
  try {
    const { payload } = await provider.IdToken.validate(hint, record);
    const { sub, nonce } = payload as { readonly sub?: unknown; readonly nonce?: unknown };
    if (typeof sub !== "string") return null;
    return { client, sub, nonce: typeof nonce === "string" ? nonce : undefined };
  } catch {
    return null;
  }
};

const audienceOf = (jwt: string): unknown => {
  try {
    return JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString()).aud;
  } catch {
    return null;
  }
};

/** Closes once; a repetition finds nothing open and is harmless. */
const closeConnexion = async (deps: Deps, { client, sub, nonce }: Hint): Promise<void> =>
  deps.db.transaction().execute(async (tx) => {
    const id = await lockConnexionOfHint(tx, { clientId: client.clientId, sub, nonce });
    const connexion = id && (await lockConnexion(tx, id));
    if (!connexion) return;
    if (connexion.tokenHash) await destroyTokenOf(tx, connexion.tokenHash);
    await recordUseClosed(tx, deps, connexion, deps.clock.now());
  });
