import { type Adapter, type AdapterPayload, errors } from "oidc-provider";
import type { Deps } from "#deps.ts";
import type { ConnexionId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import { recordCodeIssued, recordReplay, recordTokenIssued } from "#store/connexion-served-store.ts";
import { lockConnexion } from "#store/connexion-usage-store.ts";
import {
  type Artefact,
  type ArtefactKind,
  consumeArtefact,
  destroyArtefact,
  findArtefact,
  recordArtefact,
  revokeGrant,
} from "#store/oidc-artefact-store.ts";

/** A fault of ours while the library answers: 503, and nothing of the cause leaves. */
export const unavailable = (cause: unknown) => new errors.OIDCProviderError(503, "temporarily_unavailable", { cause });

const orUnavailable = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof errors.OIDCProviderError) throw fault;
    throw unavailable(fault);
  }
};

const nothing = async () => undefined;
const kept: readonly string[] = ["Interaction", "Grant", "AuthorizationCode", "AccessToken", "ReplayDetection"];

/** The library's own login session is not ours (chapter 01 §3.4): it is neither kept nor found. */
const forgetful: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

/** Keeps the library's artefacts in our database; a code or token is written with its fact, and consumed atomically. */
export const artefactAdapter =
  (deps: Deps) =>
  (name: string): Adapter =>
    kept.includes(name) ? adapterOf(deps, name as ArtefactKind) : forgetful;

const adapterOf = (deps: Deps, kind: ArtefactKind): Adapter => {
  const { db, clock } = deps;
  return {
    ...forgetful,
    find: (id) => orUnavailable(findArtefact(db, deps, kind, id, clock.now())) as Promise<AdapterPayload | undefined>,
    upsert: (id, payload, expiresIn = 0) =>
      orUnavailable(writeArtefact(deps, kind, id, payload as Artefact, expiresIn * 1000)),
    consume: (id) => orUnavailable(consumeOnce(deps, kind, id)),
    destroy: (id) => orUnavailable(destroyArtefact(db, kind, id)),
    revokeByGrantId: (grantId) => orUnavailable(revokeGrant(db, grantId)),
  };
};

const writeArtefact = async (deps: Deps, kind: ArtefactKind, id: string, payload: Artefact, lifeMs: number) => {
  const now = deps.clock.now();
  const artefact = { payload, expiresAt: new Date(now.getTime() + lifeMs) };
  if (kind !== "AuthorizationCode" && kind !== "AccessToken") return recordArtefact(deps.db, deps, kind, id, artefact);
  await deps.db.transaction().execute(async (tx) => {
    const connexionId = payload.accountId as ConnexionId;
    const isOpen =
      kind === "AuthorizationCode"
        ? await recordCodeIssued(tx, deps, connexionId, now)
        : await recordTokenIssued(tx, deps, { id: connexionId, token: id }, now);
    if (!isOpen) throw new errors.InvalidGrant({ detail: "the connexion is over" });
    await recordArtefact(tx, deps, kind, id, artefact);
  });
};

/** One caller takes the code; any other ends the whole grant, its token included (chapter 01 §3.5). */
const consumeOnce = async (deps: Deps, kind: ArtefactKind, id: string): Promise<void> => {
  const now = deps.clock.now();
  if (await consumeArtefact(deps.db, kind, id, now)) return;
  await deps.db.transaction().execute(async (tx) => {
    const artefact = await findArtefact(tx, deps, kind, id, now);
    if (artefact) await endReplayed(deps, tx, artefact, "code", now);
  });
  throw new errors.InvalidGrant({ detail: "authorization code already consumed" });
};

/** Revokes the grant of an artefact used twice, and journals it. */
export const endReplayed = async (
  deps: Deps,
  tx: Tx,
  artefact: Artefact,
  what: "code" | "access-token",
  now: Date,
): Promise<void> => {
  const connexion = await lockConnexion(tx, artefact.accountId as ConnexionId);
  await revokeGrant(tx, artefact.grantId as string);
  if (!connexion) return;
  await recordReplay(tx, deps, connexion, what, now);
  deps.log.error("a code or a token came twice", { component: "fournisseur-identite" });
};
