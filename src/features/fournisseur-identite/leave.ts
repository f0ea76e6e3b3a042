import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import type { UseChoice, UseRefusal } from "#domain/use.ts";
import { seeOther } from "#platform/http.tsx";
import { recordUseRefused } from "#store/connexion-choice-store.ts";
import { lockConnexion } from "#store/connexion-usage-store.ts";
import { readStructureStep, readUsagers, refusalOfEmptyList } from "./choose.ts";
import { type Confirmed, saveGrant } from "./confirm-use.ts";
import { type Demande, endSteps } from "./demande.ts";
import type { IdentityProvider } from "./identity-provider.tsx";
import { answerLostDemande } from "./lost-demande.tsx";

type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };

/** Back to the client with a code: the library takes over at the address it gave. */
export const leaveWithCode = async (
  { library }: IdentityProvider,
  { client, uid }: Demande,
  confirmed: Confirmed,
  { request, reply }: Exchange,
): Promise<FastifyReply> => {
  const provider = await library();
  const grantId = await saveGrant(provider, client.clientId, confirmed);
  const { accountId, authTime } = confirmed;
  const result = {
    login: { accountId, acr: "eidas1", ts: authTime, remember: false },
    consent: { grantId },
    select_account: {},
  };
  const next = await endSteps(provider, uid, result);
  return next ? seeOther(reply, next) : answerLostDemande(request, reply);
};

/** Back to the client with `access_denied`, the reason in the journal only (chapter 01 §3.4). */
export const leaveRefused = async (
  deps: Deps,
  { library }: IdentityProvider,
  { connexion, uid }: Demande,
  reason: UseRefusal,
  { request, reply }: Exchange,
): Promise<FastifyReply> => {
  await deps.db.transaction().execute(async (tx) => {
    const held = await lockConnexion(tx, connexion.id);
    if (held && !held.isClosed)
      await recordUseRefused(tx, deps, held, knownOf(request, held), reason, deps.clock.now());
  });
  const result = { error: "access_denied", error_description: "no identity is given" };
  const next = await endSteps(await library(), uid, result);
  return next ? seeOther(reply, next) : answerLostDemande(request, reply);
};

type Held = NonNullable<Awaited<ReturnType<typeof lockConnexion>>>;

const knownOf = ({ signedIn }: FastifyRequest, { choice, usagerId, structureId }: Held): Partial<UseChoice> =>
  choice ?? {
    ...(signedIn ? { compteId: signedIn.compteId } : {}),
    ...(structureId ? { structureId } : {}),
    ...(usagerId ? { usagerId } : {}),
  };

/** Why the aidant leaves: nothing could be chosen, or he gave up. */
export const readReasonToLeave = async (
  deps: Deps,
  demande: Demande,
  { signedIn }: FastifyRequest,
): Promise<UseRefusal> => {
  if (!signedIn) return "cancelled";
  const step = await readStructureStep(deps, demande.connexion, signedIn);
  if (step.kind === "none") return "not-habilite";
  if (step.kind === "to-choose") return "cancelled";
  const { usagers } = await readUsagers(deps, demande, step.structure.id, "");
  return usagers.some(({ complete }) => complete) ? "cancelled" : refusalOfEmptyList(demande);
};
