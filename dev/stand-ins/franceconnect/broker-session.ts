import type { ErrorCode } from "./error-codes.ts";
import type { Exchange } from "./http-exchange.ts";
import type { BrokerSession, Interaction } from "./sessions.ts";
import { randomHex, type SimulatorState } from "./state.ts";

const sessionCookie = "fcsim_session";

export const currentSession = (state: SimulatorState, exchange: Exchange): BrokerSession | null =>
  state.sessions.find(exchange.cookie(sessionCookie));

export const keepSession = (exchange: Exchange, session: BrokerSession): void =>
  exchange.setCookie(sessionCookie, session.id);

/** A token for one submission of one form of this interaction. */
export const issueCsrf = (state: SimulatorState, session: BrokerSession, uid: string): string => {
  const token = randomHex(state);
  session.csrf.set(token, { uid, used: false });
  return token;
};

/** Spends the token; the interaction it was issued for, or the code of what is wrong with it (spec 01 §5.7). */
export const spendCsrf = (
  session: BrokerSession,
  token: string | null,
): { readonly interaction: Interaction } | { readonly code: ErrorCode } => {
  if (!token) return { code: "Y470002" };
  const issued = session.csrf.get(token);
  if (!issued) return { code: "Y470001" };
  if (issued.used) return { code: "Y470004" };
  issued.used = true;
  const interaction = session.interactions.get(issued.uid);
  return interaction ? { interaction } : { code: "Y420001" };
};

/** The interaction that awaits an identity provider, when there is no doubt which. */
export const onlyAwaiting = (session: BrokerSession): Interaction | null => {
  const awaiting = [...session.interactions.values()].filter(({ step }) => step.at === "identity-provider");
  return awaiting.length === 1 ? (awaiting[0] ?? null) : null;
};
