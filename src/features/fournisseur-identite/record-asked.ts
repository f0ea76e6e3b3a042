import { errors } from "oidc-provider";
import type { Deps } from "#deps.ts";
import { forgetOldConnexions, recordConnexionAsked } from "#store/connexion-usage-store.ts";
import { hasLiveIdentification } from "#store/identification-store.ts";
import { eraseExpiredArtefacts } from "#store/oidc-artefact-store.ts";
import { unavailable } from "./artefact-adapter.ts";
import { repScopeAsked } from "./request-rules.ts";

type Params = Readonly<Record<string, unknown>>;

const ERASE_EVERY_MS = 60_000;

/**
 * Opens a connexion for each request that the library accepted; true when it is bound to the browser at once: one that
 * we know, and where no identification waits (chapter 01 L4). Others pass by the page of arrival. Once a minute the first request also erases what is
 * over: no job is needed.
 */
export const createAskedRecorder = (deps: Deps) => {
  let erasedAt = Number.NEGATIVE_INFINITY;
  const eraseSometimes = async (now: Date): Promise<void> => {
    if (now.getTime() - erasedAt < ERASE_EVERY_MS) return;
    erasedAt = now.getTime();
    await eraseExpiredArtefacts(deps.db, now);
    await forgetOldConnexions(deps.db, now);
  };

  return async (uid: string, params: Params, cookie: string | undefined): Promise<boolean> => {
    const now = deps.clock.now();
    try {
      await eraseSometimes(now);
      const browserId = await freeBrowser(deps, cookie, now);
      const asked = { ...toAsked(uid, params, now), browserId };
      await deps.db.transaction().execute((tx) => recordConnexionAsked(tx, deps, asked));
      return browserId !== null;
    } catch (fault) {
      if (fault instanceof errors.OIDCProviderError) throw fault;
      throw unavailable(fault);
    }
  };
};

const freeBrowser = async ({ db, keys }: Deps, browserId: string | undefined, now: Date): Promise<string | null> => {
  if (!browserId || !/^[\w-]{43}$/.test(browserId)) return null;
  return (await hasLiveIdentification(db, keys, { browserId, now })) ? null : browserId;
};

const toAsked = (uid: string, params: Params, now: Date) => {
  const text = (name: string) => (typeof params[name] === "string" ? (params[name] as string) : undefined);
  return {
    uid,
    clientId: text("client_id") as string,
    state: text("state"),
    nonce: text("nonce"),
    repScopeAsked: repScopeAsked(text("claims")),
    now,
  };
};
