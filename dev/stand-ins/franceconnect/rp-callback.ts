import { setTimeout as wait } from "node:timers/promises";
import type { CallbackParamsType, Client, TokenSet } from "fc-openid-client";
import { showError } from "./broker-error.tsx";
import { currentSession, keepSession, onlyAwaiting } from "./broker-session.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Exchange, Sent } from "./http-exchange.ts";
import { brokenIdentityClaims, type Identity, isAscii } from "./identity.ts";
import type { FiRecord } from "./records.ts";
import { callbackUrl, createFiClient } from "./rp-client.ts";
import type { BrokerSession, FiLogin, Interaction, Step } from "./sessions.ts";
import { recordEvent, type SimulatorState } from "./state.ts";

type Awaiting = Extract<Step, { at: "identity-provider" }>;
type Refused = { readonly code: ErrorCode; readonly detail: string };

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((element) => typeof element === "string");

const words = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Sent beside the library, to see what an identity provider does of a second use. */
const repeatTokenCall = async (state: SimulatorState, fi: FiRecord, code: string, event: string): Promise<void> => {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: callbackUrl(state),
    client_id: fi.clientID,
    client_secret: fi.clientSecret,
  });
  const response = await fetch(fi.tokenURL, { method: "POST", body, redirect: "manual" });
  const answer = (await response.json().catch(() => ({}))) as { error?: string };
  recordEvent(state, event, { fiUid: fi.uid, status: response.status, error: answer.error ?? null });
};

const redeemCode = async (
  state: SimulatorState,
  fi: FiRecord,
  awaiting: Awaiting,
  params: CallbackParamsType,
): Promise<TokenSet> => {
  const { faults } = state;
  const client = createFiClient(state, fi, {
    ...(faults.take("secret.wrong") ? { clientSecret: "un-secret-qui-n-est-pas-le-bon-0123456789" } : {}),
    certificate: faults.take("mtls") !== null,
  });
  if (faults.take("token.never")) throw new Error("fault: the code is never redeemed");
  const delay = faults.take("token.delay");
  if (delay) await wait(Number(delay.value) * 1000);

  const code = params.code ?? "";
  const parallel = faults.take("token.parallel") ? repeatTokenCall(state, fi, code, "FAULT_TOKEN_PARALLEL") : undefined;
  const checks = { state: awaiting.state, nonce: awaiting.nonce, response_type: "code" };
  const tokens = await client.callback(callbackUrl(state), params, checks).finally(() => parallel);
  if (faults.take("token.replay")) await repeatTokenCall(state, fi, code, "FAULT_TOKEN_REPLAY");
  return tokens;
};

/** The id_token's rules (spec 01 §5.5, 5): null when they hold. */
const refuseTokens = (tokens: TokenSet): string | null => {
  const { acr, amr, rep_scope } = tokens.claims() as Record<string, unknown>;
  if (!isAscii(tokens.access_token)) return "access_token";
  if (typeof acr !== "string" || !/^[a-z0-9]+$/i.test(acr)) return "acr";
  if (amr !== undefined && !isStrings(amr)) return "amr";
  if (rep_scope !== undefined && !isStrings(rep_scope)) return "rep_scope";
  return null;
};

const askUserinfo = async (state: SimulatorState, fi: FiRecord, client: Client, accessToken: string) => {
  const claims = await client.userinfo(accessToken);
  if (state.faults.take("userinfo.twice")) {
    const again = await fetch(fi.userInfoURL, { headers: { authorization: `Bearer ${accessToken}` } });
    await again.arrayBuffer();
    recordEvent(state, "FAULT_USERINFO_TWICE", { fiUid: fi.uid, status: again.status });
  }
  return claims as Record<string, unknown>;
};

/** From the code to an identity that keeps every rule of form (spec 01 §5.5, 4 to 8). */
const fetchLogin = async (
  state: SimulatorState,
  fi: FiRecord,
  awaiting: Awaiting,
  params: CallbackParamsType,
): Promise<FiLogin | Refused> => {
  let tokens: TokenSet;
  try {
    tokens = await redeemCode(state, fi, awaiting, params);
  } catch (error) {
    return { code: "Y020026", detail: words(error) };
  }
  const broken = refuseTokens(tokens);
  if (broken) return { code: "Y020030", detail: broken };

  let claims: Record<string, unknown>;
  try {
    claims = await askUserinfo(state, fi, createFiClient(state, fi), tokens.access_token ?? "");
  } catch (error) {
    return { code: "Y020027", detail: words(error) };
  }
  if (!isAscii(claims.sub)) return { code: "Y020029", detail: "sub" };
  const brokenClaims = brokenIdentityClaims(claims);
  if (brokenClaims.length > 0) return { code: "Y600006", detail: brokenClaims.join(", ") };

  const { acr, rep_scope } = tokens.claims() as Record<string, unknown>;
  return {
    fiUid: fi.uid,
    identity: claims as unknown as Identity,
    acr: acr as string,
    amr: fi.amr,
    idToken: tokens.id_token ?? "",
    repScope: isStrings(rep_scope) ? rep_scope : [],
  };
};

type Found = { readonly interaction: Interaction; readonly awaiting: Awaiting };

const findAwaiting = (session: BrokerSession, state: string | null): Found | ErrorCode => {
  if (!state) return "Y020021";
  for (const interaction of session.interactions.values())
    if (interaction.step.at === "identity-provider" && interaction.step.state === state)
      return { interaction, awaiting: interaction.step };
  return "Y020022";
};

/** The identity provider gave up: its name on the chooser, again. */
const returnToChooser = (state: SimulatorState, exchange: Exchange, { interaction, awaiting }: Found) => {
  const { searchParams } = exchange.url;
  recordEvent(state, "IDP_CALLEDBACK_WITH_ERROR", {
    clientId: interaction.clientId,
    fiUid: awaiting.fiUid,
    error: searchParams.get("error"),
  });
  interaction.step = { at: "chooser" };
  interaction.failedFi = state.fi.get(awaiting.fiUid)?.title ?? awaiting.fiUid;
  return exchange.redirect(`/api/v2/interaction/${interaction.uid}`);
};

/** `GET /oidc-callback`: an error's `state`, or the code and then the `state`, in FranceConnect's order. */
export const receiveFiCallback = async (state: SimulatorState, exchange: Exchange): Promise<Sent> => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  const { searchParams } = exchange.url;
  const failed = searchParams.has("error");
  const found = findAwaiting(session, searchParams.get("state"));
  if (!failed && !searchParams.get("code"))
    return showError(state, exchange, "Y020025", typeof found === "string" ? onlyAwaiting(session) : found.interaction);
  if (typeof found === "string") return showError(state, exchange, found, onlyAwaiting(session));
  if (failed) return returnToChooser(state, exchange, found);

  state.sessions.rotate(session);
  keepSession(exchange, session);
  const { interaction, awaiting } = found;
  const fi = state.fi.get(awaiting.fiUid);
  if (!fi) return showError(state, exchange, "Y020023", interaction);
  const login = await fetchLogin(state, fi, awaiting, Object.fromEntries(searchParams));
  if ("code" in login) return showError(state, exchange, login.code, interaction, login.detail);

  recordEvent(state, "IDP_CALLEDBACK", { clientId: interaction.clientId, fiUid: fi.uid, acr: login.acr });
  interaction.step = { at: "called-back", login, sso: null };
  return exchange.redirect(`/api/v2/interaction/${interaction.uid}/verify`, 302);
};
