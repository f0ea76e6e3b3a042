import { type Account, errors, type FindAccount } from "oidc-provider";
import type { Deps } from "#deps.ts";
import type { ConnexionId } from "#domain/ids.ts";
import { decideUse, type UseChoice } from "#domain/use.ts";
import type { Tx } from "#platform/database.ts";
import type { ClientFi } from "#platform/settings.ts";
import { recordUseRefused } from "#store/connexion-choice-store.ts";
import { recordIdentityServed } from "#store/connexion-served-store.ts";
import { type Connexion, lockConnexion } from "#store/connexion-usage-store.ts";
import { consumeToken, revokeGrant, wasConsumed } from "#store/oidc-artefact-store.ts";
import { type ReadUse, readUse } from "#store/use-situation.ts";
import { endReplayed, unavailable } from "./artefact-adapter.ts";
import { readClaimsAboutUse } from "./claims-about-use.ts";

type Source = { readonly kind: string; readonly jti: string; readonly grantId?: string | undefined };
type Use = { readonly connexion: Connexion; readonly choice: UseChoice; readonly read: ReadUse };
type Work = { readonly deps: Deps; readonly tx: Tx; readonly now: Date };

/** A grant must outlive the answer under way. */
const MARGIN_MS = 2_000;

/** An account is one connexion: its subject is the usager's pseudonym for this client. */
const accountOf = (connexion: Connexion, claims: Readonly<Record<string, unknown>>): Account => ({
  accountId: connexion.id,
  subject: connexion.confirmed?.sub,
  claims: () => ({ sub: connexion.id, ...claims }),
});

/**
 * Reads everything again each time the client comes (chapter 01 §3.10): with a code, to answer a token; with a token, to
 * serve the identity, once, its fact committed before this function returns. Nothing returned is a refusal.
 */
export const createFindAccount =
  (deps: Deps): FindAccount =>
  async (_, accountId, token) => {
    const source = token as unknown as Source | undefined;
    if (!source) return { accountId, claims: () => ({ sub: accountId }) };
    const now = deps.clock.now();
    try {
      return await deps.db.transaction().execute(async (tx) => {
        const connexion = await lockConnexion(tx, accountId as ConnexionId);
        if (!connexion || connexion.isClosed) return undefined;
        const work = { deps, tx, now };
        return source.kind === "AccessToken" ? serve(work, connexion, source) : recheck(work, connexion, source);
      });
    } catch (fault) {
      if (fault instanceof errors.OIDCProviderError) throw fault;
      throw unavailable(fault);
    }
  };

const clientOf = ({ settings }: Deps, clientId: string): ClientFi | undefined =>
  settings.clients.find((client) => client.clientId === clientId);

/** The use as it stands, or null once it is refused: grant revoked, fact written. */
const admit = async ({ deps, tx, now }: Work, connexion: Connexion, source: Source): Promise<Use | null> => {
  const { choice } = connexion;
  if (!choice) return null;
  const read = await readUse(tx, deps, choice, connexion, now);
  const decision = decideUse(choice, read.situation);
  if (decision.ok) return { connexion, choice, read };
  await revokeGrant(tx, source.grantId ?? "");
  await recordUseRefused(tx, deps, connexion, choice, decision.refusal, now);
  return null;
};

const recheck = async (work: Work, connexion: Connexion, source: Source): Promise<Account | undefined> => {
  const use = await admit(work, connexion, source);
  const client = clientOf(work.deps, connexion.clientId);
  if (!use?.read.titre || !client) return undefined;
  return accountOf(connexion, await readClaimsAboutUse(work.tx, work.deps, client, connexion, use.read.titre.term));
};

/** Consumes the access token and writes `IdentityServed` in one transaction; a second use ends the connexion. */
const serve = async (work: Work, connexion: Connexion, source: Source): Promise<Account | undefined> => {
  const { deps, tx, now } = work;
  const grantId = source.grantId ?? "";
  const until = new Date(now.getTime() + MARGIN_MS);
  if (!(await consumeToken(tx, { id: source.jti, grantId, now, until }))) {
    const isReplay = await wasConsumed(tx, "AccessToken", source.jti);
    if (isReplay) await endReplayed(deps, tx, { accountId: connexion.id, grantId }, "access-token", now);
    return undefined;
  }
  const use = await admit(work, connexion, source);
  if (!use?.read.identity || !use.read.titre) return undefined;
  await recordIdentityServed(tx, deps, connexion, { token: source.jti, level: use.read.titre.level }, now);
  return accountOf(connexion, use.read.identity);
};
