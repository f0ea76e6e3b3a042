import {
  allowInsecureRequests,
  ClientSecretPost,
  Configuration,
  clockSkew,
  clockTolerance,
  discovery,
  enableNonRepudiationChecks,
  type ServerMetadata,
  setJwksCache,
} from "openid-client";
import type { Clock } from "./clock.ts";
import type { FranceConnectSettings } from "./settings.ts";

/** FranceConnect gives an answer within this, or we do without (chapter 01 §2.5). */
const TIMEOUT_SECONDS = 6;
/** With a good set at hand, a person does not wait long for a newer one. */
const KEYS_TIMEOUT_MS = 2_000;
const KEYS_LIFE_MS = 24 * 60 * 60_000;
const TOLERANCE_SECONDS = 10;

type Jwk = Readonly<Record<string, unknown>>;
type KeySet = { readonly keys: readonly Jwk[]; readonly at: Date };
type Context = { readonly settings: FranceConnectSettings; readonly clock: Clock };

/** What we know of FranceConnect's endpoints and keys, the last good answers kept (chapter 01 §2.2). */
export const createFranceConnectServer = ({ settings, clock }: Context) => {
  let known: ServerMetadata | null = null;
  let keySet: KeySet | null = null;

  const refresh = async (): Promise<boolean> => {
    const found = await discover(settings);
    known = found ?? known;
    return found !== null;
  };
  const metadata = async (): Promise<ServerMetadata | null> => {
    if (!known) await refresh();
    return known;
  };
  const latestKeys = async (url: string): Promise<readonly Jwk[] | null> => {
    const now = clock.now();
    const keys = await fetchKeys(url, keySet ? KEYS_TIMEOUT_MS : TIMEOUT_SECONDS * 1000);
    if (keys) keySet = { keys, at: now };
    return keySet && now.getTime() - keySet.at.getTime() <= KEYS_LIFE_MS ? keySet.keys : null;
  };

  return {
    refresh,
    metadata,
    isKnown: () => known !== null,
    /**
     * A new object for each exchange, holding the keys of this minute: one used before refuses a key rotated under the
     * same `kid`, once the code is spent. Null while FranceConnect gave neither endpoints nor keys.
     */
    configuration: async (): Promise<Configuration | null> => {
      const server = await metadata();
      const keys = server?.jwks_uri ? await latestKeys(server.jwks_uri) : null;
      return server && keys ? configure({ settings, clock }, server, keys) : null;
    },
  };
};

const configure = ({ settings, clock }: Context, server: ServerMetadata, keys: readonly Jwk[]): Configuration => {
  const skew = Math.round((clock.now().getTime() - Date.now()) / 1000);
  const configuration = new Configuration(
    server,
    settings.clientId,
    {
      id_token_signed_response_alg: settings.signingAlg,
      userinfo_signed_response_alg: settings.signingAlg,
      [clockSkew]: skew,
      [clockTolerance]: TOLERANCE_SECONDS,
    },
    ClientSecretPost(settings.clientSecret),
  );
  configuration.timeout = TIMEOUT_SECONDS;
  if (isLoopback(settings.issuer)) allowInsecureRequests(configuration);
  enableNonRepudiationChecks(configuration);
  setJwksCache(configuration, { jwks: { keys: keys.map((key) => ({ ...key })) }, uat: Math.floor(Date.now() / 1000) });
  return configuration;
};

const discover = async (settings: FranceConnectSettings): Promise<ServerMetadata | null> => {
  const execute = isLoopback(settings.issuer) ? [allowInsecureRequests] : [];
  try {
    const found = await discovery(new URL(settings.issuer), settings.clientId, undefined, undefined, {
      timeout: TIMEOUT_SECONDS,
      execute,
    });
    return found.serverMetadata();
  } catch {
    return null;
  }
};

const fetchKeys = async (url: string, timeout: number): Promise<readonly Jwk[] | null> => {
  try {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(timeout) });
    const { keys } = (await answer.json()) as { readonly keys?: unknown };
    return answer.ok && Array.isArray(keys) && keys.length > 0 ? (keys as Jwk[]) : null;
  } catch {
    return null;
  }
};

const isLoopback = (issuer: string): boolean => {
  const { protocol, hostname } = new URL(issuer);
  return protocol === "http:" && ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
};
