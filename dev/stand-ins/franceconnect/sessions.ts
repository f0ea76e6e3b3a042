import type { Identity, RegisterIdentity } from "./identity.ts";

/** What an identity provider told FranceConnect about the person (spec 01 §5.5, end). */
export type FiLogin = {
  readonly fiUid: string;
  readonly identity: Identity;
  readonly acr: string;
  readonly amr: readonly string[];
  readonly idToken: string;
  readonly repScope: readonly string[];
};

/** A login that passed every check: it serves the service, and single sign-on for thirty minutes. */
export type VerifiedLogin = FiLogin & { readonly register: RegisterIdentity };

/** Where the browser stands between a service's request and its answer. */
export type Step =
  /** A service asked; single sign-on and hints are still to be tried. */
  | { readonly at: "asked" }
  | { readonly at: "chooser" }
  | { readonly at: "identity-provider"; readonly fiUid: string; readonly state: string; readonly nonce: string }
  | { readonly at: "called-back"; readonly login: FiLogin; readonly sso: VerifiedLogin | null }
  | { readonly at: "consent"; readonly login: VerifiedLogin; readonly sso: boolean };

export type Interaction = {
  readonly uid: string;
  readonly clientId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly idpHint: string | null;
  step: Step;
  /** Title of the identity provider that answered with an error, named on the chooser. */
  failedFi: string | null;
};

export type BrokerSession = {
  id: string;
  lastSeen: number;
  readonly interactions: Map<string, Interaction>;
  sso: VerifiedLogin | null;
  /** Services this session already logged in to: no second mail for them. */
  readonly visited: Set<string>;
  readonly csrf: Map<string, { readonly uid: string; used: boolean }>;
  logout: { readonly xsrf: string; readonly state: string } | null;
};

export type Sessions = {
  readonly find: (id: string | undefined) => BrokerSession | null;
  readonly open: () => BrokerSession;
  /** A new identifier for the same session: a value read before the login is worth nothing after it. */
  readonly rotate: (session: BrokerSession) => void;
  readonly clear: () => void;
};

const slidingWindow = 1_800_000;

export const createSessions = (now: () => Date, randomId: () => string): Sessions => {
  const sessions = new Map<string, BrokerSession>();
  return {
    find: (id) => {
      const session = id === undefined ? undefined : sessions.get(id);
      if (!session) return null;
      if (+now() - session.lastSeen >= slidingWindow) {
        sessions.delete(session.id);
        return null;
      }
      session.lastSeen = +now();
      return session;
    },
    open: () => {
      const session: BrokerSession = {
        id: randomId(),
        lastSeen: +now(),
        interactions: new Map(),
        sso: null,
        visited: new Set(),
        csrf: new Map(),
        logout: null,
      };
      sessions.set(session.id, session);
      return session;
    },
    rotate: (session) => {
      sessions.delete(session.id);
      session.id = randomId();
      sessions.set(session.id, session);
    },
    clear: () => sessions.clear(),
  };
};
