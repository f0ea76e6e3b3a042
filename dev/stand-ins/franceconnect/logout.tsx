import type { KoaContextWithOIDC } from "fc-oidc-provider";
import { showError } from "./broker-error.tsx";
import { currentSession } from "./broker-session.ts";
import { type Exchange, pageHeaders, renderPage, type Sent } from "./http-exchange.ts";
import { ForwardPage, MessagePage } from "./pages/forward-page.tsx";
import { createFiClient } from "./rp-client.ts";
import type { BrokerSession } from "./sessions.ts";
import { randomHex, recordEvent, type SimulatorState } from "./state.ts";

const confirmPath = "/api/v2/session/end/confirm";

/** The identity provider to leave first, if it offers a way. No test of https here: a knowing deviation (§5.3). */
const fiToLeave = (state: SimulatorState, session: BrokerSession | null) => {
  const fi = session?.sso && state.fi.get(session.sso.fiUid);
  return fi?.endSessionURL === undefined ? null : fi;
};

/** Instead of the library's own question: the identity provider's leg, or FranceConnect's at once. */
export const answerEndSession = (state: SimulatorState, exchange: Exchange, ctx: KoaContextWithOIDC): void => {
  const details = ctx.oidc.session?.state as { secret?: string } | undefined;
  if (ctx.status !== 200 || !details?.secret) return;
  const session = currentSession(state, exchange);
  const fi = fiToLeave(state, session);
  if (session) session.logout = { xsrf: details.secret, state: randomHex(state) };
  recordEvent(state, "FS_REQUESTED_LOGOUT", { clientId: ctx.oidc.client?.clientId });
  ctx.set(pageHeaders);
  ctx.type = "html";
  ctx.body = renderPage(
    <ForwardPage
      title="Déconnexion"
      sentence="Vous allez être déconnecté."
      action={fi ? "/api/v2/client/disconnect-from-idp" : confirmPath}
      fields={fi ? {} : { xsrf: details.secret, logout: "yes" }}
      button="Se déconnecter"
    />,
  );
};

/** `POST /client/disconnect-from-idp`: the browser goes and closes its session at the identity provider. */
export const leaveFi = (state: SimulatorState, exchange: Exchange): Sent => {
  const session = currentSession(state, exchange);
  const fi = fiToLeave(state, session);
  if (!session) return showError(state, exchange, "Y190001");
  if (!session.logout || !session.sso || !fi) return showError(state, exchange, "Y100019");
  const location = new URL(
    createFiClient(state, fi).endSessionUrl({ id_token_hint: session.sso.idToken, state: session.logout.state }),
  );
  if (state.faults.take("logout.noclientid")) location.searchParams.delete("client_id");
  return exchange.redirect(location.href, 302);
};

/** `GET /client/logout-callback`: back from the identity provider, FranceConnect's own session follows. */
export const returnFromFi = (state: SimulatorState, exchange: Exchange): Sent => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  if (!session.logout || exchange.url.searchParams.get("state") !== session.logout.state)
    return showError(state, exchange, "Y100019");
  recordEvent(state, "IDP_LOGGED_OUT", { fiUid: session.sso?.fiUid });
  return exchange.page(
    200,
    <ForwardPage
      title="Déconnexion de FranceConnect"
      sentence="Vous êtes déconnecté du fournisseur d’identité."
      action={confirmPath}
      fields={{ xsrf: session.logout.xsrf, logout: "yes" }}
      button="Terminer la déconnexion"
    />,
  );
};

/** Once the library has closed its session: ours is closed too, and single sign-on with it. */
export const closeSession = (state: SimulatorState, exchange: Exchange, ctx: KoaContextWithOIDC): void => {
  if (ctx.status !== 303) return;
  const session = currentSession(state, exchange);
  if (session) {
    session.sso = null;
    session.logout = null;
    session.visited.clear();
  }
  recordEvent(state, "FC_SESSION_CLOSED", {});
  if (!state.faults.take("logout.noreturn")) return;
  ctx.status = 200;
  ctx.remove("location");
  showEnd(ctx);
};

/** A logout that leads nowhere: no return address was asked, or none is registered. */
export const showEnd = (ctx: KoaContextWithOIDC): void => {
  ctx.set(pageHeaders);
  ctx.type = "html";
  ctx.body = renderPage(<MessagePage title="Vous êtes déconnecté" sentence="Vous pouvez fermer cette page." />);
};
