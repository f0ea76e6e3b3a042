import type Provider from "fc-oidc-provider";
import type { KoaContextWithOIDC } from "fc-oidc-provider";
import { judgeAuthorizeRequest } from "./authorize-rules.ts";
import { errorPage, showError } from "./broker-error.tsx";
import { currentSession, keepSession } from "./broker-session.ts";
import { chooseFi, returnToService, showInteraction } from "./chooser.tsx";
import { acceptConsent, loginWithoutConsent, showConsent } from "./consent.tsx";
import { type ErrorCode, errorEntry } from "./error-codes.ts";
import { type Exchange, pageHeaders, renderPage, type Sent } from "./http-exchange.ts";
import { generateSigningKeys } from "./keys.ts";
import { answerEndSession, closeSession, leaveFi, returnFromFi, showEnd } from "./logout.tsx";
import { createOpenIdProvider } from "./op.ts";
import { finishAnswer, refusedTokenCall } from "./op-answers.ts";
import { get, post, type Route } from "./routing.ts";
import { receiveFiCallback } from "./rp-callback.ts";
import { serviceReturn } from "./service-return.ts";
import { recordEvent, type SimulatorState } from "./state.ts";
import { verifyInteraction } from "./verify.ts";

const prefix = "/api/v2";

/** FranceConnect itself: both libraries and what stands around them, under `/api/v2`. */
export type Broker = {
  readonly routes: readonly Route[];
  /** Replaces the signing keys; `same` keeps their labels, as FranceConnect's hardware may. */
  readonly rotateKeys: (labels: "new" | "same") => void;
};

const libraryErrorCode = (route: string, error: string): ErrorCode => {
  if (route.startsWith("end_session")) return "Y100019";
  if (error === "invalid_client") return "Y04EA6EF";
  if (error === "invalid_redirect_uri") return "Y04C013C";
  return route === "resume" ? "Y190001" : "Y030007";
};

const renderLibraryError = (state: SimulatorState) => (ctx: KoaContextWithOIDC, error: string, detail?: string) => {
  const code = libraryErrorCode(ctx.oidc?.route ?? "", error);
  ctx.status = errorEntry(code).status;
  ctx.set(pageHeaders);
  ctx.type = "html";
  ctx.body = renderPage(errorPage(state, code, null, detail));
};

/** Drops the library's own login session from a request: single sign-on is the broker's, never the library's. */
const dropLibrarySession = (exchange: Exchange) => {
  const { headers } = exchange.req;
  if (headers.cookie)
    headers.cookie = headers.cookie
      .split(/;\s*/)
      .filter((pair) => !pair.startsWith("fcsim_op_session"))
      .join("; ");
};

/** A provider whose answers are completed, and whose requests remember the exchange they came in. */
const mountProvider = (state: SimulatorState, exchanges: WeakMap<object, Exchange>): Provider => {
  const provider = createOpenIdProvider(state, {
    interactionUrl: (ctx, uid) => {
      openInteraction(state, exchanges.get(ctx.req), ctx, uid);
      return `${prefix}/interaction/${uid}`;
    },
    renderError: renderLibraryError(state),
  });
  provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<unknown>) => {
    await next();
    const exchange = exchanges.get(ctx.req);
    const route = ctx.oidc?.route;
    if (exchange && route === "end_session") answerEndSession(state, exchange, ctx);
    else if (exchange && route === "end_session_confirm") closeSession(state, exchange, ctx);
    else if (route === "end_session_success") showEnd(ctx);
    else await finishAnswer(state, ctx);
  });
  return provider;
};

const openInteraction = (
  state: SimulatorState,
  exchange: Exchange | undefined,
  ctx: KoaContextWithOIDC,
  uid: string,
): void => {
  if (!exchange) return;
  const text = (name: string) => String(ctx.oidc.params?.[name] ?? "");
  const session = currentSession(state, exchange) ?? state.sessions.open();
  keepSession(exchange, session);
  session.interactions.set(uid, {
    uid,
    clientId: text("client_id"),
    scope: text("scope"),
    redirectUri: text("redirect_uri"),
    state: text("state"),
    idpHint: exchange.url.searchParams.get("idp_hint"),
    step: { at: "asked" },
    failedFi: null,
  });
  recordEvent(state, "FC_AUTHORIZE_INITIATED", { clientId: text("client_id") });
};

/** What the library is asked once the door is passed: both prompts imposed, the only level, no hint. */
const toLibraryQuery = (params: URLSearchParams): string => {
  const query = new URLSearchParams(params);
  query.delete("idp_hint");
  query.set("prompt", "login consent");
  query.set("acr_values", "eidas1");
  return query.toString();
};

export const createBroker = (state: SimulatorState): Broker => {
  const exchanges = new WeakMap<object, Exchange>();
  let provider = mountProvider(state, exchanges);

  const rotateKeys: Broker["rotateKeys"] = (labels) => {
    state.keys = generateSigningKeys(labels === "new" ? `-${state.random(4).toString("hex")}` : "");
    provider = mountProvider(state, exchanges);
  };

  /** Gives the request to the library under its mount point; resolves when it has answered. */
  const toLibrary = async (
    exchange: Exchange,
    url = `${exchange.url.pathname}${exchange.url.search}`,
  ): Promise<Sent> => {
    const req = exchange.req as typeof exchange.req & { originalUrl?: string };
    req.originalUrl = url;
    req.url = url.slice(prefix.length);
    exchanges.set(req, exchange);
    await provider.callback()(req, exchange.res);
    return "sent";
  };

  const authorize = async (exchange: Exchange) => {
    const params = exchange.method === "POST" ? await exchange.form() : exchange.url.searchParams;
    const records = { findFs: (id: string) => state.fs.get(id), findFi: (uid: string) => state.fi.get(uid) };
    const verdict = judgeAuthorizeRequest(params, records);
    if (verdict.kind === "page") return showError(state, exchange, verdict.code, null, verdict.detail);
    const refuse = (error: string, error_description: string) => {
      const to = { redirectUri: params.get("redirect_uri") ?? "", state: params.get("state") ?? "" };
      return exchange.redirect(serviceReturn(state, to, { error, error_description }));
    };
    if (verdict.kind === "redirect") return refuse(verdict.error, verdict.description);
    const fault = state.faults.take("error");
    if (fault) return refuse(fault.value, "fault of the simulator");
    if (state.faults.take("jwks.rotate")) rotateKeys("new");
    if (state.faults.take("jwks.rotate-same-kid")) rotateKeys("same");
    dropLibrarySession(exchange);
    exchange.url.search = params.toString();
    exchange.req.method = "GET";
    return toLibrary(exchange, `${prefix}/authorize?${toLibraryQuery(params)}`);
  };

  const resume = (exchange: Exchange) => {
    dropLibrarySession(exchange);
    return toLibrary(exchange);
  };

  /** The library takes a secret by either method; FranceConnect refuses Basic (spec 01 §2.5). */
  const token = (exchange: Exchange) => {
    if (exchange.req.headers.authorization === undefined) return toLibrary(exchange);
    const description = "client authentication failed: client_secret_post is the registered method";
    return exchange.json(401, refusedTokenCall(state, "invalid_client", description));
  };

  const toLibraryAsIs = (exchange: Exchange) => toLibrary(exchange);
  const routes = [
    get(`${prefix}/authorize`, authorize),
    post(`${prefix}/authorize`, authorize),
    get(`${prefix}/authorize/:uid`, resume),
    get(`${prefix}/interaction/:uid`, (exchange) => showInteraction(state, exchange)),
    post(`${prefix}/redirect-to-idp`, (exchange) => chooseFi(state, exchange)),
    get(`${prefix}/oidc-callback`, (exchange) => receiveFiCallback(state, exchange)),
    get(`${prefix}/interaction/:uid/verify`, (exchange) => verifyInteraction(state, exchange)),
    get(`${prefix}/interaction/:uid/consent`, (exchange) => showConsent(state, exchange)),
    post(`${prefix}/login`, (exchange) => acceptConsent(state, provider, exchange)),
    get(`${prefix}/auto-login`, (exchange) => loginWithoutConsent(state, provider, exchange)),
    get(`${prefix}/redirect-to-sp-with-error`, (exchange) => returnToService(state, exchange)),
    get(`${prefix}/.well-known/openid-configuration`, toLibraryAsIs),
    get(`${prefix}/jwks`, toLibraryAsIs),
    post(`${prefix}/token`, token),
    get(`${prefix}/userinfo`, toLibraryAsIs),
    post(`${prefix}/userinfo`, toLibraryAsIs),
    post(`${prefix}/token/revocation`, toLibraryAsIs),
    get(`${prefix}/session/end`, toLibraryAsIs),
    post(`${prefix}/session/end/confirm`, toLibraryAsIs),
    get(`${prefix}/session/end/success`, toLibraryAsIs),
    post(`${prefix}/client/disconnect-from-idp`, (exchange) => leaveFi(state, exchange)),
    get(`${prefix}/client/logout-callback`, (exchange) => returnFromFi(state, exchange)),
    get(`${prefix}/client/.well-known/keys`, (exchange) => exchange.json(200, { keys: [] })),
  ];
  return { routes, rotateKeys };
};
