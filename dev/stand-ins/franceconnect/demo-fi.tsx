import type { Exchange } from "./http-exchange.ts";
import { readJwt, signJwt } from "./jwt.ts";
import { FiDemoPage } from "./pages/fi-demo-page.tsx";
import { demoUid, type FiRecord } from "./records.ts";
import { get, post, type Route } from "./routing.ts";
import { callbackUrl, logoutCallbackUrl } from "./rp-client.ts";
import { randomHex, type SimulatorState } from "./state.ts";

type Request = { readonly state: string; readonly nonce: string; readonly acr: string };
type Issued = Request & { readonly citizenSub: string; readonly expiresAt: number };

const readRequest = (params: URLSearchParams): Request => ({
  state: params.get("state") ?? "",
  nonce: params.get("nonce") ?? "",
  acr: params.get("acr_values") ?? "eidas1",
});

const idTokenOf = (state: SimulatorState, fi: FiRecord, issued: Issued) => {
  const now = Math.floor(+state.clock.now() / 1000);
  const { nonce, acr, citizenSub } = issued;
  const payload = {
    iss: fi.issuer,
    sub: citizenSub,
    aud: fi.clientID,
    iat: now,
    exp: now + 300,
    nonce,
    acr,
    auth_time: now,
  };
  return signJwt({ alg: "HS256" }, payload, { alg: "HS256", secret: fi.clientSecret });
};

const isOurClient = (fi: FiRecord, form: URLSearchParams) =>
  form.get("client_id") === fi.clientID && form.get("client_secret") === fi.clientSecret;

/** A small identity provider that logs a demonstration citizen in without any password. */
export const createDemoFi = (state: SimulatorState): readonly Route[] => {
  const codes = new Map<string, Issued>();
  const tokens = new Map<string, Issued>();
  const record = () => state.fi.get(demoUid) as FiRecord;

  const choose = (exchange: Exchange) => {
    const { searchParams } = exchange.url;
    const fi = record();
    if (searchParams.get("client_id") !== fi.clientID || searchParams.get("redirect_uri") !== callbackUrl(state))
      return exchange.json(400, { error: "invalid_request" });
    const request = readRequest(searchParams);
    const cancel = new URLSearchParams({ error: "access_denied", error_description: "refus", state: request.state });
    return exchange.page(
      200,
      <FiDemoPage
        title={fi.title}
        citizens={state.citizens}
        fields={{ ...request }}
        cancelUrl={`${callbackUrl(state)}?${cancel}`}
      />,
    );
  };

  const login = async (exchange: Exchange) => {
    const form = await exchange.form();
    const citizenSub = form.get("citizen") ?? "";
    if (!state.citizens.some(({ identity }) => identity.sub === citizenSub))
      return exchange.json(400, { error: "invalid_request", error_description: "unknown citizen" });
    const request = { state: form.get("state") ?? "", nonce: form.get("nonce") ?? "", acr: form.get("acr") ?? "" };
    const code = randomHex(state);
    codes.set(code, { ...request, citizenSub, expiresAt: +state.clock.now() + 60_000 });
    return exchange.redirect(`${callbackUrl(state)}?${new URLSearchParams({ code, state: request.state })}`);
  };

  const token = async (exchange: Exchange) => {
    const form = await exchange.form();
    const issued = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    if (!isOurClient(record(), form)) return exchange.json(401, { error: "invalid_client" });
    if (!issued || issued.expiresAt <= +state.clock.now()) return exchange.json(400, { error: "invalid_grant" });
    const accessToken = randomHex(state);
    tokens.set(accessToken, issued);
    return exchange.json(200, {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 60,
      id_token: idTokenOf(state, record(), issued),
    });
  };

  const userinfo = (exchange: Exchange) => {
    const accessToken = exchange.req.headers.authorization?.replace(/^Bearer /, "") ?? "";
    const issued = tokens.get(accessToken);
    tokens.delete(accessToken);
    const citizen = state.citizens.find(({ identity }) => identity.sub === issued?.citizenSub);
    if (!citizen)
      return exchange.json(401, { error: "invalid_token" }, { "www-authenticate": 'Bearer error="invalid_token"' });
    return exchange.json(200, citizen.identity);
  };

  const endSession = (exchange: Exchange) => {
    const { searchParams } = exchange.url;
    const hint = searchParams.get("id_token_hint") ?? "";
    const back = searchParams.get("post_logout_redirect_uri");
    if (
      back !== logoutCallbackUrl(state) ||
      hint.split(".").length !== 3 ||
      readJwt(hint).payload.aud !== record().clientID
    )
      return exchange.json(400, { error: "invalid_request" });
    return exchange.redirect(`${back}?${new URLSearchParams({ state: searchParams.get("state") ?? "" })}`, 302);
  };

  return [
    get("/fi-demo/authorize", choose),
    post("/fi-demo/login", login),
    post("/fi-demo/token", token),
    get("/fi-demo/userinfo", userinfo),
    get("/fi-demo/session/end", endSession),
  ];
};
