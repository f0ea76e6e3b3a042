import type { Exchange, Sent } from "./http-exchange.ts";
import { ForwardPage } from "./pages/forward-page.tsx";
import type { FiRecord, FsRecord } from "./records.ts";
import { repScopeKeys } from "./rep-scope.ts";
import { callbackUrl, createFiClient } from "./rp-client.ts";
import type { Interaction } from "./sessions.ts";
import { randomHex, recordEvent, type SimulatorState } from "./state.ts";

const repScopeClaims = (state: SimulatorState, fs: FsRecord): Record<string, string> => {
  const { faults } = state;
  if (faults.take("claims.absent")) return {};
  const malformed = faults.take("claims.malformed");
  if (malformed) return { claims: malformed.value || '{"id_token":{"rep_scope":' };
  const values = faults.take("claims.keys") ? fs.repScope.map((value) => repScopeKeys[value] ?? value) : fs.repScope;
  return { claims: JSON.stringify({ id_token: { rep_scope: { essential: true, values } } }) };
};

/** The request of spec 01 §3.3, and its faults. */
const requestParams = (
  state: SimulatorState,
  fs: FsRecord,
  fi: FiRecord,
): Record<string, string> & { state: string; nonce: string } => {
  const { faults } = state;
  return {
    scope: "openid profile email birth",
    acr_values: "eidas1",
    state: faults.take("state.512") ? state.random(256).toString("hex") : randomHex(state),
    nonce: faults.take("nonce.base64url") ? state.random(32).toString("base64url") : randomHex(state),
    ...(faults.take("prompt.absent") ? {} : { prompt: "login" }),
    ...(fi.handler === "aidants-connect" ? repScopeClaims(state, fs) : {}),
    ...(faults.take("params.extra") ? { parametre_inconnu: "1", display: "page" } : {}),
  };
};

/** Sends the browser to the identity provider, and remembers what must come back. */
export const sendToFi = (
  state: SimulatorState,
  exchange: Exchange,
  interaction: Interaction,
  fs: FsRecord,
  fi: FiRecord,
): Sent => {
  const params = requestParams(state, fs, fi);
  interaction.step = { at: "identity-provider", fiUid: fi.uid, state: params.state, nonce: params.nonce };
  interaction.failedFi = null;
  recordEvent(state, "IDP_CHOSEN", { clientId: fs.clientId, fiUid: fi.uid });

  if (!state.faults.take("authorize.post"))
    return exchange.redirect(createFiClient(state, fi).authorizationUrl(params), 302);
  const fields = { client_id: fi.clientID, response_type: "code", redirect_uri: callbackUrl(state), ...params };
  return exchange.page(
    200,
    <ForwardPage
      title={`Vers ${fi.title}`}
      sentence="Vous allez poursuivre chez le fournisseur d’identité."
      action={fi.authzURL}
      fields={fields}
      button={`Continuer vers ${fi.title}`}
    />,
  );
};
