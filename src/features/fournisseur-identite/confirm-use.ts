import type { Provider } from "oidc-provider";
import type { Deps } from "#deps.ts";
import { spellRepScope } from "#domain/rep-scope.ts";
import { accept, type Result, refuse } from "#domain/result.ts";
import { decideUse, type Posture, type UseChoice, type UseRefusal } from "#domain/use.ts";
import type { SignedIn } from "#platform/visitor.ts";
import { recordUseConfirmed } from "#store/connexion-choice-store.ts";
import { lockConnexion } from "#store/connexion-usage-store.ts";
import { readUse } from "#store/use-situation.ts";
import type { Demande } from "./demande.ts";

export type Declaration = {
  readonly presence: boolean;
  readonly posture: Posture | null;
  readonly serviceCode: string | null;
};

/** What the library needs to answer a code for this connexion. */
export type Confirmed = { readonly accountId: string; readonly authTime: number };

/** Confirms usager and acte, every rule read again in the transaction that writes `IdentityRequested`. */
export const confirmUse = (
  deps: Deps,
  { connexion, client }: Demande,
  choice: UseChoice,
  { proofAt }: SignedIn,
  declaration: Declaration,
): Promise<Result<Confirmed, UseRefusal>> =>
  deps.db.transaction().execute(async (tx) => {
    const now = deps.clock.now();
    const held = await lockConnexion(tx, connexion.id);
    if (!held || held.isClosed || held.confirmed) return refuse("exchange-expired" as const);
    const decision = decideUse(choice, (await readUse(tx, deps, choice, held, now)).situation);
    if (!decision.ok) return decision;
    const sub = deps.keys.pseudonym("usager", client.clientId, choice.usagerId);
    const repScope = spellRepScope(choice.demarche, held.repScopeAsked, client.repScope);
    await recordUseConfirmed(tx, deps, held, choice, { ...declaration, sub, proofAt, repScope }, now);
    return accept({ accountId: held.id, authTime: Math.floor(proofAt.getTime() / 1000) });
  });

/** Why a choice made a moment ago opens nothing any more; null when it still does. Nothing is written. */
export const whyRefused = (deps: Deps, { connexion }: Demande, choice: UseChoice): Promise<UseRefusal | null> =>
  deps.db.transaction().execute(async (tx) => {
    const held = await lockConnexion(tx, connexion.id);
    if (!held || held.isClosed || held.confirmed) return "exchange-expired";
    const decision = decideUse(choice, (await readUse(tx, deps, choice, held, deps.clock.now())).situation);
    return decision.ok ? null : decision.refusal;
  });

const SCOPE = "openid profile email birth";

/** A grant for this connexion alone: it lives as long as a code and a token, and ends with them. */
export const saveGrant = async (provider: Provider, clientId: string, { accountId }: Confirmed): Promise<string> => {
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope(SCOPE);
  return grant.save();
};
