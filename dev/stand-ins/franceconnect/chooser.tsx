import { backToServiceUrl, showError } from "./broker-error.tsx";
import { currentSession, issueCsrf, spendCsrf } from "./broker-session.ts";
import type { Exchange, Sent } from "./http-exchange.ts";
import { type ChooserEntry, ChooserPage } from "./pages/chooser-page.tsx";
import type { FiRecord, FsRecord } from "./records.ts";
import { sendToFi } from "./rp-request.tsx";
import { serviceReturn } from "./service-return.ts";
import type { BrokerSession, Interaction } from "./sessions.ts";
import type { SimulatorState } from "./state.ts";
import { isOffered, isSuspicious } from "./verify.ts";

const trySingleSignOn = (exchange: Exchange, session: BrokerSession, interaction: Interaction): Sent | null => {
  if (!session.sso) return null;
  interaction.step = { at: "called-back", login: session.sso, sso: session.sso };
  return exchange.redirect(`/api/v2/interaction/${interaction.uid}/verify`, 302);
};

const tryHint = (state: SimulatorState, exchange: Exchange, interaction: Interaction, fs: FsRecord): Sent | null => {
  const fi = interaction.idpHint === null ? undefined : state.fi.get(interaction.idpHint);
  if (!isOffered(fi, fs, isSuspicious(exchange))) return null;
  return sendToFi(state, exchange, interaction, fs, fi);
};

const renderChooser = (
  state: SimulatorState,
  exchange: Exchange,
  session: BrokerSession,
  interaction: Interaction,
  fs: FsRecord,
) => {
  const suspicious = isSuspicious(exchange);
  const shown = [...state.fi.values()].filter(({ display }) => display);
  const toEntry = (fi: FiRecord): ChooserEntry => ({
    uid: fi.uid,
    title: fi.title,
    disabled: !isOffered(fi, fs, suspicious),
  });
  return exchange.page(
    200,
    <ChooserPage
      fsTitle={fs.title}
      fis={shown.filter(({ handler }) => handler === "default").map(toEntry)}
      byAidant={shown.filter(({ handler }) => handler === "aidants-connect").map(toEntry)}
      csrfToken={issueCsrf(state, session, interaction.uid)}
      backUrl={backToServiceUrl(interaction, "access_denied", "User auth aborted")}
      failedFi={interaction.failedFi}
      anonymous={interaction.scope === "openid"}
    />,
  );
};

/** `GET /interaction/:uid`: single sign-on, else the hint, else the list of identity providers. */
export const showInteraction = (state: SimulatorState, exchange: Exchange): Sent => {
  const session = currentSession(state, exchange);
  const interaction = session?.interactions.get(exchange.params.uid ?? "");
  if (!session || !interaction) return showError(state, exchange, "Y190001");
  const fs = state.fs.get(interaction.clientId);
  if (!fs) return showError(state, exchange, "Y04EA6EF");

  if (interaction.step.at === "asked") {
    const sent = trySingleSignOn(exchange, session, interaction) ?? tryHint(state, exchange, interaction, fs);
    if (sent) return sent;
  }
  // A person back on this page from an identity provider may still be answered by it.
  if (interaction.step.at !== "identity-provider") interaction.step = { at: "chooser" };
  return renderChooser(state, exchange, session, interaction, fs);
};

/** `POST /redirect-to-idp`, with `providerUid` and `csrfToken`. */
export const chooseFi = async (state: SimulatorState, exchange: Exchange): Promise<Sent> => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  const form = await exchange.form();
  const spent = spendCsrf(session, form.get("csrfToken"));
  if ("code" in spent) return showError(state, exchange, spent.code);

  const { interaction } = spent;
  const { at } = interaction.step;
  if (at !== "chooser" && at !== "identity-provider") return showError(state, exchange, "Y420001", interaction);
  const fs = state.fs.get(interaction.clientId);
  const fi = state.fi.get(form.get("providerUid") ?? "");
  if (!fs || !isOffered(fi, fs, isSuspicious(exchange))) return showError(state, exchange, "Y020023", interaction);
  return sendToFi(state, exchange, interaction, fs, fi);
};

/** `GET /redirect-to-sp-with-error`: the person gives up, and the service is told. */
export const returnToService = (state: SimulatorState, exchange: Exchange): Sent => {
  const session = currentSession(state, exchange);
  const { searchParams } = exchange.url;
  const interaction = [...(session?.interactions.values() ?? [])].find(
    (known) => known.state === searchParams.get("state") && known.redirectUri === searchParams.get("redirect_uri"),
  );
  if (!session || !interaction) return showError(state, exchange, "Y190001");
  session.interactions.delete(interaction.uid);
  return exchange.redirect(
    serviceReturn(state, interaction, {
      error: searchParams.get("error") || "access_denied",
      error_description: searchParams.get("error_description") ?? "",
    }),
  );
};
