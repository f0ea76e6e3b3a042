import type { FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { findDestination } from "#store/destination-store.ts";
import { findWaiting } from "./continue-journey.ts";

const demande = /^\/demande\/([\w-]+)/;

/**
 * While a connexion asked by FranceConnect waits for this sign-in or this proof, every page of it says how to go back
 * there (chapter 01 §3.4).
 */
export const offerWayBack = async (deps: Deps, request: FastifyRequest): Promise<void> => {
  const { db, keys, clock } = deps;
  const form = await findWaiting(deps, request);
  const path = form?.posted.url ?? (await findDestination(db, keys, request.browserId, clock.now()))?.path;
  const uid = demande.exec(path ?? "")?.[1];
  if (!uid) return;
  request.frame = {
    ...request.frame,
    banner: (
      <p>
        {request.frame.banner && <>{request.frame.banner} </>}
        Une connexion demandée par FranceConnect attend que vous soyez connecté.{" "}
        <a href={paths.demandeRetour({ uid })}>Retourner sur FranceConnect</a>
      </p>
    ),
  };
};
