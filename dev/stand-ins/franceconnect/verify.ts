import { showError } from "./broker-error.tsx";
import { currentSession } from "./broker-session.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { Exchange, Sent } from "./http-exchange.ts";
import type { RegisterIdentity } from "./identity.ts";
import { type FiRecord, type FsRecord, isExcluded } from "./records.ts";
import { askRegister, type RegisterPolicy } from "./register.ts";
import { recordRepScope } from "./rep-scope.ts";
import type { BrokerSession, FiLogin, Interaction, VerifiedLogin } from "./sessions.ts";
import { recordEvent, type SimulatorState } from "./state.ts";

const knownAcr = ["eidas1", "eidas2", "eidas3"];

/** A header of the network edge: the whole request looks like an attack, and the lowest level is not enough for it. */
export const isSuspicious = (exchange: Exchange): boolean => exchange.req.headers["x-suspicious"] === "1";

/** Whether this service may be reached through this identity provider now. */
export const isOffered = (fi: FiRecord | undefined, fs: FsRecord, suspicious: boolean): fi is FiRecord =>
  fi?.active === true &&
  !isExcluded(fs, fi.uid) &&
  fi.allowedAcr.some((acr) => acr !== "eidas1" || !suspicious) &&
  fi.allowedAcr.some((acr) => knownAcr.includes(acr));

const refuseAcr = (acr: string, fi: FiRecord): ErrorCode | null => {
  if (!knownAcr.includes(acr)) return "Y100001";
  return fi.allowedAcr.includes(acr) ? null : "Y100018";
};

const identify = (state: SimulatorState, login: FiLogin): RegisterIdentity | ErrorCode => {
  const policy = (state.faults.take("rnipp.policy")?.value ?? state.registerPolicy) as RegisterPolicy;
  const answer = askRegister(policy, state.citizens, login.identity);
  return answer.found ? answer.identity : answer.code;
};

const refuseCitizen = (state: SimulatorState, login: FiLogin): ErrorCode | null => {
  const concerns = (of: string) => (value: string) => value === "" || value === of;
  if (state.faults.take("citizen.block-account", concerns(login.identity.email))) return "Y180001";
  return state.faults.take("citizen.block-fi", concerns(login.fiUid)) ? "Y100011" : null;
};

type Outcome = { readonly login: VerifiedLogin } | { readonly code: ErrorCode };

/** The order of spec 01 §5.6: the register's errors win over a `rep_scope` without common element. */
const verifyLogin = (
  state: SimulatorState,
  fs: FsRecord,
  fi: FiRecord,
  login: FiLogin,
  sso: VerifiedLogin | null,
): Outcome => {
  const matched = fi.handler !== "aidants-connect" || recordRepScope(state, fs, login.repScope);
  const badAcr = refuseAcr(login.acr, fi);
  if (badAcr) return { code: badAcr };
  const register = sso ? sso.register : identify(state, login);
  if (typeof register === "string") return { code: register };
  const blocked = refuseCitizen(state, login);
  if (blocked) return { code: blocked };
  return matched ? { login: { ...login, register } } : { code: "Y600020" };
};

const backToChooser = (state: SimulatorState, exchange: Exchange, interaction: Interaction, fiUid: string) => {
  recordEvent(state, "FC_IDP_BLACKLISTED", { clientId: interaction.clientId, fiUid });
  interaction.step = { at: "chooser" };
  return exchange.redirect(`/api/v2/interaction/${interaction.uid}`);
};

const goOn = (
  exchange: Exchange,
  session: BrokerSession,
  interaction: Interaction,
  fs: FsRecord,
  next: { login: VerifiedLogin; sso: boolean },
) => {
  interaction.step = { at: "consent", ...next };
  // From here the person is being replaced: whoever stops on the consent page signs in again next time.
  session.sso = null;
  const consents = fs.allowedPrompts === undefined || fs.allowedPrompts.includes("consent");
  return exchange.redirect(
    consents ? `/api/v2/interaction/${interaction.uid}/consent` : `/api/v2/auto-login?uid=${interaction.uid}`,
    302,
  );
};

/** `GET /interaction/:uid/verify`, after an identity provider or on single sign-on. */
export const verifyInteraction = (state: SimulatorState, exchange: Exchange): Sent => {
  const session = currentSession(state, exchange);
  if (!session) return showError(state, exchange, "Y190001");
  const interaction = session.interactions.get(exchange.params.uid ?? "");
  if (interaction?.step.at !== "called-back") return showError(state, exchange, "Y420001", interaction ?? null);

  const { login, sso } = interaction.step;
  const fs = state.fs.get(interaction.clientId);
  const fi = state.fi.get(login.fiUid);
  if (!fs) return showError(state, exchange, "Y04EA6EF");
  if (!isOffered(fi, fs, isSuspicious(exchange))) return backToChooser(state, exchange, interaction, login.fiUid);

  const outcome = verifyLogin(state, fs, fi, login, sso);
  if ("code" in outcome) return showError(state, exchange, outcome.code, interaction);
  recordEvent(state, "FC_VERIFIED", { clientId: fs.clientId, fiUid: fi.uid, sso: sso !== null });
  return goOn(exchange, session, interaction, fs, { login: outcome.login, sso: sso !== null });
};
