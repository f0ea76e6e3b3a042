import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import type { Exchange, Sent } from "./http-exchange.ts";
import { ServiceFailedPage, ServiceHomePage, ServiceIdentityPage, ServicesPage } from "./pages/service-pages.tsx";
import type { FsRecord } from "./records.ts";
import { get, post, type Route } from "./routing.ts";
import { randomHex, type SimulatorState } from "./state.ts";

type Visit = { readonly idToken: string; readonly claims: Record<string, unknown> };
type Pending = { readonly clientId: string; readonly nonce: string };

const cookieOf = (fs: FsRecord) => `fcsim_fs_${fs.clientId}`;
const ownUri = (state: SimulatorState, fs: FsRecord, path: string) => `${state.origin}/services/${fs.clientId}/${path}`;

/** Scopes every fictional service asks for. */
const askedScopes = ["openid", "identite_pivot", "preferred_username", "email"];

const verify = async (state: SimulatorState, fs: FsRecord, jwt: string, alg: string) => {
  const keys = (await (await fetch(`${state.issuer}/jwks`)).json()) as JSONWebKeySet;
  const { payload } = await jwtVerify(jwt, createLocalJWKSet(keys), {
    issuer: state.issuer,
    audience: fs.clientId,
    algorithms: [alg],
    currentDate: state.clock.now(),
  });
  return payload;
};

/** What a careful service does with a code: token, id_token, userinfo, each verified. Throws in words. */
const fetchIdentity = async (state: SimulatorState, fs: FsRecord, code: string, nonce: string): Promise<Visit> => {
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    code,
    redirect_uri: ownUri(state, fs, "callback"),
    client_id: fs.clientId,
    client_secret: fs.clientSecret,
  });
  const answer = await fetch(`${state.issuer}/token`, { method: "POST", body });
  const tokens = (await answer.json()) as { id_token?: string; access_token?: string; error?: string };
  if (!tokens.id_token || !tokens.access_token) throw new Error(`jeton refusé\u00a0: ${tokens.error ?? answer.status}`);
  const idToken = await verify(state, fs, tokens.id_token, fs.idTokenAlg);
  if (idToken.nonce !== nonce) throw new Error("nonce différent");
  const userinfo = await fetch(`${state.issuer}/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  if (!userinfo.ok) throw new Error(`identité refusée\u00a0: ${userinfo.status}`);
  const claims = await verify(state, fs, await userinfo.text(), fs.userinfoAlg);
  if (claims.sub !== idToken.sub) throw new Error("sub différent");
  return { idToken: tokens.id_token, claims: { ...claims } };
};

/** The fictional public services: a home page, a login with FranceConnect, the identity received, a sign-out. */
export const createDemoServices = (state: SimulatorState): readonly Route[] => {
  const pending = new Map<string, Pending>();
  const visits = new Map<string, Visit>();
  const isDemo = (fs: FsRecord) => fs.redirectUris.includes(ownUri(state, fs, "callback"));

  const withService = (handle: (exchange: Exchange, fs: FsRecord) => Sent | Promise<Sent>) => (exchange: Exchange) => {
    const fs = state.fs.get(exchange.params.clientId ?? "");
    return fs && isDemo(fs) ? handle(exchange, fs) : exchange.json(404, { error: "not_found" });
  };

  const home = (exchange: Exchange, fs: FsRecord) => {
    const visit = visits.get(exchange.cookie(cookieOf(fs)) ?? "");
    return exchange.page(
      200,
      visit ? <ServiceIdentityPage fs={fs} claims={visit.claims} /> : <ServiceHomePage fs={fs} />,
    );
  };

  const start = (exchange: Exchange, fs: FsRecord) => {
    const [stateValue, nonce] = [randomHex(state), randomHex(state)];
    pending.set(stateValue, { clientId: fs.clientId, nonce });
    const query = new URLSearchParams({
      client_id: fs.clientId,
      response_type: "code",
      scope: askedScopes.filter((scope) => fs.scopes.includes(scope)).join(" "),
      redirect_uri: ownUri(state, fs, "callback"),
      acr_values: "eidas1",
      state: stateValue,
      nonce,
    });
    return exchange.redirect(`${state.issuer}/authorize?${query}`);
  };

  const callback = async (exchange: Exchange, fs: FsRecord) => {
    const { searchParams } = exchange.url;
    const stateValue = searchParams.get("state") ?? "";
    const request = pending.get(stateValue);
    pending.delete(stateValue);
    const fail = (reason: string) => exchange.page(400, <ServiceFailedPage fs={fs} reason={reason} />);
    if (request?.clientId !== fs.clientId) return fail("state inconnu");
    if (searchParams.get("iss") !== state.issuer) return fail("iss différent");
    if (searchParams.has("error")) return fail(searchParams.get("error") ?? "");
    try {
      const visit = await fetchIdentity(state, fs, searchParams.get("code") ?? "", request.nonce);
      const id = randomHex(state);
      visits.set(id, visit);
      exchange.setCookie(cookieOf(fs), id);
      return exchange.redirect(`/services/${fs.clientId}`);
    } catch (error) {
      return fail(error instanceof Error ? error.message : String(error));
    }
  };

  const signOut = (exchange: Exchange, fs: FsRecord) => {
    const id = exchange.cookie(cookieOf(fs)) ?? "";
    const visit = visits.get(id);
    visits.delete(id);
    exchange.setCookie(cookieOf(fs), "");
    if (!visit) return exchange.redirect(`/services/${fs.clientId}`);
    const query = new URLSearchParams({
      id_token_hint: visit.idToken,
      post_logout_redirect_uri: ownUri(state, fs, "deconnecte"),
      state: randomHex(state),
    });
    return exchange.redirect(`${state.issuer}/session/end?${query}`);
  };

  const list = (exchange: Exchange) =>
    exchange.page(200, <ServicesPage services={[...state.fs.values()].filter(isDemo)} />);
  const signedOut = (exchange: Exchange, fs: FsRecord) => exchange.page(200, <ServiceHomePage fs={fs} signedOut />);
  return [
    get("/services", list),
    get("/services/:clientId", withService(home)),
    get("/services/:clientId/callback", withService(callback)),
    get("/services/:clientId/deconnecte", withService(signedOut)),
    post("/services/:clientId/connexion", withService(start)),
    post("/services/:clientId/deconnexion", withService(signOut)),
  ];
};
