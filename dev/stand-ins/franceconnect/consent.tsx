import type Provider from "fc-oidc-provider";
import { showError } from "./broker-error.tsx";
import { currentSession, issueCsrf, spendCsrf } from "./broker-session.ts";
import type { Exchange, Sent } from "./http-exchange.ts";
import { notifyLogin } from "./notification.ts";
import { claimsByScope } from "./op.ts";
import { ConsentPage } from "./pages/consent-page.tsx";
import type { FsRecord } from "./records.ts";
import type { BrokerSession, Interaction, Step } from "./sessions.ts";
import { randomHex, recordEvent, type SimulatorState } from "./state.ts";

type Consenting = Extract<Step, { at: "consent" }>;
type Ready = { readonly interaction: Interaction; readonly consenting: Consenting; readonly fs: FsRecord };

const labels: Record<string, string> = {
  given_name: "Prénoms",
  family_name: "Nom de naissance",
  birthdate: "Date de naissance",
  gender: "Sexe",
  birthplace: "Lieu de naissance",
  birthcountry: "Pays de naissance",
  email: "Adresse électronique",
  preferred_username: "Nom d’usage",
};

const transmittedData = (scope: string): readonly string[] => {
  const claims = new Set(scope.split(" ").flatMap((name) => claimsByScope[name] ?? []));
  return Object.entries(labels).flatMap(([claim, label]) => (claims.has(claim) ? [label] : []));
};

/** Only a private service that must ask does, and never when nothing personal leaves. */
const asksConsent = (fs: FsRecord, interaction: Interaction) =>
  fs.type === "private" && fs.identityConsent && interaction.scope !== "openid";

const renderConsent = (
  state: SimulatorState,
  exchange: Exchange,
  session: BrokerSession,
  { interaction, consenting, fs }: Ready,
  consentMissing: boolean,
) => {
  const { register } = consenting.login;
  return exchange.page(
    consentMissing ? 422 : 200,
    <ConsentPage
      fsTitle={fs.title}
      fullName={`${register.given_name} ${register.family_name}`}
      transmitted={transmittedData(interaction.scope)}
      csrfToken={issueCsrf(state, session, interaction.uid)}
      asksConsent={asksConsent(fs, interaction)}
      alreadyConnected={consenting.sso}
      consentMissing={consentMissing}
    />,
  );
};

const findReady = (state: SimulatorState, interaction: Interaction | undefined): Ready | null => {
  const fs = interaction && state.fs.get(interaction.clientId);
  return interaction?.step.at === "consent" && fs ? { interaction, consenting: interaction.step, fs } : null;
};

/** `GET /interaction/:uid/consent`: who is logged in, and what leaves. */
export const showConsent = (state: SimulatorState, exchange: Exchange): Sent => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  const interaction = session.interactions.get(exchange.params.uid ?? "");
  const ready = findReady(state, interaction);
  if (!ready) return showError(state, exchange, "Y420001", interaction ?? null);
  return renderConsent(state, exchange, session, ready, false);
};

const approve = async (state: SimulatorState, provider: Provider, { interaction, consenting }: Ready) => {
  const { login } = consenting;
  const pending = await provider.Interaction.find(interaction.uid);
  if (!pending) return null;
  const accountId = randomHex(state, 16);
  state.accounts.set(accountId, { login, clientId: interaction.clientId });
  const grant = new provider.Grant({ accountId, clientId: interaction.clientId });
  grant.addOIDCScope(interaction.scope);
  grant.addOIDCClaims(["amr", "acr", "auth_time"]);
  const grantId = await grant.save();
  pending.result = {
    login: { accountId, acr: login.acr, amr: [...login.amr], ts: Math.floor(+state.clock.now() / 1000) },
    consent: { grantId },
  };
  await pending.save(pending.exp - Math.floor(+state.clock.now() / 1000));
  return pending.returnTo;
};

const finish = async (
  state: SimulatorState,
  provider: Provider,
  exchange: Exchange,
  session: BrokerSession,
  ready: Ready,
) => {
  const { interaction, consenting, fs } = ready;
  const returnTo = await approve(state, provider, ready);
  if (!returnTo) return showError(state, exchange, "Y190001", interaction);
  notifyLogin(state, exchange, session, { ...consenting, fs });
  session.sso = consenting.login;
  session.visited.add(fs.clientId);
  session.interactions.delete(interaction.uid);
  recordEvent(state, "FC_DATATRANSFER_CONSENT", { clientId: fs.clientId, fiUid: consenting.login.fiUid });
  return exchange.redirect(returnTo);
};

/** `POST /login`: the person goes on, and the service gets its code. */
export const acceptConsent = async (state: SimulatorState, provider: Provider, exchange: Exchange): Promise<Sent> => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  const form = await exchange.form();
  const spent = spendCsrf(session, form.get("csrfToken"));
  if ("code" in spent) return showError(state, exchange, spent.code);
  const ready = findReady(state, spent.interaction);
  if (!ready) return showError(state, exchange, "Y420001", spent.interaction);
  if (asksConsent(ready.fs, ready.interaction) && !form.has("consent"))
    return renderConsent(state, exchange, session, ready, true);
  return finish(state, provider, exchange, session, ready);
};

/** `GET /auto-login`: the same without a page, for a service dispensed from it. */
export const loginWithoutConsent = async (
  state: SimulatorState,
  provider: Provider,
  exchange: Exchange,
): Promise<Sent> => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  const ready = findReady(state, session.interactions.get(exchange.url.searchParams.get("uid") ?? ""));
  const dispensed = ready?.fs.allowedPrompts?.includes("consent") === false;
  if (!ready || !dispensed) return showError(state, exchange, "Y420001");
  return finish(state, provider, exchange, session, ready);
};
