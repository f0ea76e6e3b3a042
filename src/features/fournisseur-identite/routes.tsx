import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { destroyLiveIdentifications, hasLiveIdentification } from "#store/identification-store.ts";
import { canServe } from "./can-serve.query.ts";
import { chooseStructure, keepBrowser, readStructureStep } from "./choose.ts";
import { openDemande } from "./demande.ts";
import type { IdentityProvider } from "./identity-provider.tsx";
import { leaveRefused, readReasonToLeave } from "./leave.ts";
import { answerLostDemande } from "./lost-demande.tsx";
import { NothingOfferedPage } from "./nothing-offered.page.tsx";
import { PendingIdentificationPage } from "./pending-identification.page.tsx";
import { ReturnPage } from "./return.page.tsx";
import { StatusPage } from "./status.page.tsx";
import { StructurePage } from "./structure.page.tsx";

/** Steps that need nobody signed in: arrival, the loop page, and the way back (chapter 01 §3.4, §4.2). */
export const demandeArrival = (deps: Deps, provider: IdentityProvider) => async (app: FastifyInstance) => {
  const { db, keys, clock } = deps;

  app.get(paths.demande.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande) return answerLostDemande(request, reply);
    const { uid, connexion } = demande;
    const { browserId } = request;
    if (!connexion.browserHash) {
      if (await hasLiveIdentification(db, keys, { browserId, now: clock.now() }))
        return seeOther(reply, paths.demandeBoucle({ uid }));
      await keepBrowser(deps, demande, browserId);
    }
    return seeOther(reply, paths.demandeUsager({ uid }));
  });

  app.get(paths.demandeBoucle.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande) return answerLostDemande(request, reply);
    const { frame, csrfToken } = request;
    return sendPage(reply, <PendingIdentificationPage frame={frame} csrfToken={csrfToken} uid={demande.uid} />);
  });

  app.post(paths.demandeBoucle.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande) return answerLostDemande(request, reply);
    await db.transaction().execute((tx) => destroyLiveIdentifications(tx, keys, request.browserId));
    return seeOther(reply, paths.demande({ uid: demande.uid }));
  });

  app.get(paths.demandeRetour.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande) return answerLostDemande(request, reply);
    const { frame, csrfToken } = request;
    return sendPage(reply, <ReturnPage frame={frame} csrfToken={csrfToken} uid={demande.uid} />);
  });

  app.post(paths.demandeRetour.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande) return answerLostDemande(request, reply);
    const isLoop = await hasLiveIdentification(db, keys, { browserId: request.browserId, now: clock.now() });
    const reason = isLoop && !demande.connexion.browserHash ? "loop" : await readReasonToLeave(deps, demande, request);
    return leaveRefused(deps, provider, demande, reason, { request, reply });
  });
};

/** Health page that FranceConnect looks at (chapter 01 §3.1): 200 while a connexion can be served. */
export const statusForFranceConnect = (deps: Deps) => async (app: FastifyInstance) => {
  app.get(paths.statusForFranceConnect.pattern, async ({ frame }, reply) => {
    const isUp = await canServe(deps);
    return sendPage(reply.code(isUp ? 200 : 503), <StatusPage frame={frame} isUp={isUp} />);
  });
};

/** Choice of the structure, for an aidant of several. */
export const demandeStructure = (deps: Deps, provider: IdentityProvider) => async (app: FastifyInstance) => {
  app.get(paths.demandeStructure.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande || !request.signedIn) return answerLostDemande(request, reply);
    const step = await readStructureStep(deps, { ...demande.connexion, structureId: null }, request.signedIn);
    const { frame, csrfToken } = request;
    const page = { frame, csrfToken, uid: demande.uid };
    if (step.kind === "none") return sendPage(reply.code(403), <NothingOfferedPage {...page} refusal="not-habilite" />);
    if (step.kind === "chosen") return seeOther(reply, paths.demandeUsager({ uid: demande.uid }));
    return sendPage(reply, <StructurePage {...page} structures={step.structures} />);
  });

  app.post(paths.demandeStructure.pattern, async (request, reply) => {
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande || !request.signedIn) return answerLostDemande(request, reply);
    const { structure } = request.body as { readonly structure?: string };
    const step = await readStructureStep(deps, { ...demande.connexion, structureId: null }, request.signedIn);
    const chosen = step.kind === "to-choose" ? step.structures.find(({ id }) => id === structure) : undefined;
    if (!chosen) return seeOther(reply, paths.demandeStructure({ uid: demande.uid }));
    await chooseStructure(deps, demande, request.signedIn.compteId, chosen.id);
    return seeOther(reply, paths.demandeUsager({ uid: demande.uid }));
  });
};
