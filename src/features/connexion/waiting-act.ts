import type { FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import type { CompteId } from "#domain/ids.ts";
import { sensitiveActs } from "#platform/visitor.ts";
import { findDestination } from "#store/destination-store.ts";
import { findWaiting } from "./continue-journey.ts";
import { findNameOfMyStructure } from "./waiting-act.query.ts";

/** What a person was about to do when he was asked for a new proof. */
export type WaitingAct = {
  readonly act: string | null;
  /** Completes « Pour … ». */
  readonly words: string | null;
  readonly structureNom: string | null;
  /** A posted form waits, whether or not it is a sensitive act. */
  readonly hasForm: boolean;
};

/** The act that waits in this browser for this person, named as the page of step-up names it. */
export const findWaitingAct = async (deps: Deps, request: FastifyRequest, compteId: CompteId): Promise<WaitingAct> => {
  const { db, keys, clock } = deps;
  const requete = await findWaiting(deps, request);
  const form = requete?.compteId === compteId && !requete.executedAt ? requete : null;
  const page = form ? null : await findDestination(db, keys, request.browserId, clock.now());
  const { act = null, structureId = null } = form ?? page ?? {};
  const reference = /^\/espace-aidant\/([^/?]+)/.exec(form?.posted.url ?? page?.path ?? "")?.[1];
  const structure = structureId ? { id: structureId } : reference ? { reference } : null;
  return {
    act,
    words: act && act in sensitiveActs ? sensitiveActs[act as keyof typeof sensitiveActs] : null,
    structureNom: structure ? await findNameOfMyStructure(db, compteId, structure) : null,
    hasForm: form !== null,
  };
};
