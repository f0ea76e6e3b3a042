import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { isUnderWay, type JourneyPage, mayOpen } from "#domain/conclusion.ts";
import type { ConclusionId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { readIdempotencyKey } from "#store/idempotence-store.ts";
import { AbandonPage } from "./abandon.page.tsx";
import { answerReading } from "./answer-reading.ts";
import { concludeMandat } from "./conclude-mandat.ts";
import {
  actesIn,
  answerIn,
  conclusionIdIn,
  declaredIn,
  dureeIn,
  keyIn,
  libreIn,
  libreTypedIn,
  lossConfirmedIn,
  shownIn,
  versionIn,
} from "./form-fields.ts";
import { journeyOf, type Kept, renderPage, showPage, toCurrentPage } from "./journey-pages.tsx";
import type { ShownRefusal } from "./journey-words.ts";
import { abandonConclusion, identifyAgain } from "./leave-conclusion.ts";
import { openConclusion } from "./open-conclusion.ts";
import { chooseActes, chooseDuree, recordInformed } from "./prepare-draft.ts";
import { showRecapitulatif } from "./recapitulatif.query.ts";

type Refusal = ShownRefusal | "conclusion-unknown" | "elsewhere";

/** Answers a refused form: the same page with its words; a stray goes where the journey stands; a stranger finds nothing. */
const refuseForm = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { page, refusal, kept = {} }: { readonly page: JourneyPage; readonly refusal: Refusal; readonly kept?: Kept },
) => {
  const journey = await journeyOf(deps, request);
  if (!journey || refusal === "conclusion-unknown") return reply.callNotFound();
  if (refusal === "elsewhere" || !mayOpen(page, journey.conclusion))
    return toCurrentPage(request, reply, journey.conclusion);
  return renderPage(deps, request, reply, { journey, page, kept: { ...kept, refusal } });
};

const journeyIn = (request: FastifyRequest) => ({
  structure: request.acting.structure,
  conclusionId: conclusionIdIn(request.params) as ConclusionId,
});
const sentIn = (request: FastifyRequest) => ({
  conclusionId: conclusionIdIn(request.params) as ConclusionId,
  version: versionIn(request.body),
});

/** Group `habilite`: the journey that leads to a mandat in presence (chapter 03 §§6, 7.1). */
export const conclusions = (deps: Deps) => async (app: FastifyInstance) => {
  app.addHook("preHandler", async (request, reply) => {
    const { conclusionId } = request.params as { readonly conclusionId?: string };
    if (conclusionId !== undefined && !conclusionIdIn(request.params)) return reply.callNotFound();
    return undefined;
  });
  app.post(paths.conclusions.pattern, async (request, reply) => {
    const conclusionId = await openConclusion(deps, request.acting, readIdempotencyKey(keyIn(request.body)));
    return seeOther(reply, paths.conclusion({ structure: request.acting.structure, conclusionId }));
  });
  app.get(paths.conclusion.pattern, async (request, reply) => {
    const journey = await journeyOf(deps, request);
    if (!journey) return reply.callNotFound();
    return mayOpen("none", journey.conclusion)
      ? renderPage(deps, request, reply, { journey, page: "none", kept: {} })
      : toCurrentPage(request, reply, journey.conclusion);
  });
  app.get(paths.conclusionPorte.pattern, (request, reply) => seeOther(reply, paths.conclusion(journeyIn(request))));
  app.get(paths.conclusionFin.pattern, showPage(deps, "fin"));
  await app.register(preparation(deps));
  await app.register(identification(deps));
  await app.register(ending(deps));
};

/** Information, actes, duration: the aidant prepares with the person. */
const preparation = (deps: Deps) => async (app: FastifyInstance) => {
  app.get(paths.conclusionInformation.pattern, showPage(deps, "information"));
  app.post(paths.conclusionInformation.pattern, async (request, reply) => {
    const outcome = await recordInformed(deps, request.acting, sentIn(request));
    if (outcome.ok) return seeOther(reply, paths.conclusionActes(journeyIn(request)));
    return refuseForm(deps, request, reply, { page: "information", refusal: outcome.refusal });
  });

  const queryIn = ({ query }: FastifyRequest): Kept => {
    const { q } = query as { readonly q?: unknown };
    return typeof q === "string" ? { query: q.slice(0, 80) } : {};
  };
  app.get(paths.conclusionActes.pattern, showPage(deps, "actes", queryIn));
  app.post(paths.conclusionActes.pattern, async (request, reply) => {
    const { query, ...actes } = actesIn(request.body);
    const libre = libreIn(request.body);
    const kept = { codes: actes.codes, libre: libreTypedIn(request.body), query };
    const page = "actes";
    if (libre.kind === "demarche-missing")
      return refuseForm(deps, request, reply, { page, refusal: "demarche-missing", kept });
    const sent = { ...sentIn(request), ...actes, libre: libre.kind === "libre" ? libre.libre : null };
    const outcome = await chooseActes(deps, request.acting, sent);
    if (!outcome.ok)
      return refuseForm(deps, request, reply, {
        page,
        refusal: outcome.refusal,
        ...(outcome.refusal === "changed-elsewhere" ? {} : { kept }),
      });
    if (actes.action === "continuer") return seeOther(reply, paths.conclusionDuree(journeyIn(request)));
    const search = actes.action === "rechercher" && query ? `?q=${encodeURIComponent(query)}` : "";
    return seeOther(reply, `${paths.conclusionActes(journeyIn(request))}${search}`);
  });

  app.get(paths.conclusionDuree.pattern, showPage(deps, "duree"));
  app.post(paths.conclusionDuree.pattern, async (request, reply) => {
    const sent = { ...sentIn(request), duree: dureeIn(request.body) };
    const outcome = await chooseDuree(deps, request.acting, sent);
    if (outcome.ok) return seeOther(reply, paths.conclusionIdentite(journeyIn(request)));
    return refuseForm(deps, request, reply, { page: "duree", refusal: outcome.refusal });
  });
};

/** The usager has the keyboard: he identifies, reads, answers. */
const identification = (deps: Deps) => async (app: FastifyInstance) => {
  app.get(paths.conclusionIdentite.pattern, showPage(deps, "identite"));
  app.post(paths.conclusionIdentite.pattern, async (request, reply) => {
    const { conclusionId } = sentIn(request);
    const outcome = await identifyAgain(deps, request.acting, conclusionId);
    if (!outcome.ok && outcome.refusal === "conclusion-unknown") return reply.callNotFound();
    return seeOther(reply, paths.conclusion(journeyIn(request)));
  });

  app.get(paths.conclusionLecture.pattern, showPage(deps, "lecture"));
  app.post(paths.conclusionLecture.pattern, async (request, reply) => {
    const answer = answerIn(request.body);
    if (!answer) return seeOther(reply, paths.conclusion(journeyIn(request)));
    const reading = { ...sentIn(request), answer, declared: declaredIn(request.body) };
    const outcome = await answerReading(deps, request.acting, reading);
    if (outcome.ok) return seeOther(reply, paths.conclusion(journeyIn(request)));
    return refuseForm(deps, request, reply, { page: "lecture", refusal: outcome.refusal });
  });
};

/** The aidant concludes, or gives up. */
const ending = (deps: Deps) => async (app: FastifyInstance) => {
  app.get(paths.conclusionRecapitulatif.pattern, showPage(deps, "recapitulatif"));
  app.post(
    paths.conclusionRecapitulatif.pattern,
    { config: { sensitive: "conclure-mandat" } },
    async (request, reply) => {
      const { conclusionId } = sentIn(request);
      const shown = shownIn(request.body);
      const page = "recapitulatif";
      const recap = await showRecapitulatif(deps, request.acting, conclusionId);
      const isLossUnsaid = (recap?.remplacement.lost.length ?? 0) > 0 && !lossConfirmedIn(request.body);
      if (recap && isLossUnsaid && recap.shown === shown)
        return refuseForm(deps, request, reply, { page, refusal: "loss-not-confirmed" });
      const outcome = await concludeMandat(deps, request.acting, { conclusionId, shown });
      if (outcome.ok) return seeOther(reply, paths.conclusionFin(journeyIn(request)));
      return refuseForm(deps, request, reply, { page, refusal: outcome.refusal });
    },
  );

  app.get(paths.abandonConclusion.pattern, async (request, reply) => {
    const journey = await journeyOf(deps, request);
    if (!journey) return reply.callNotFound();
    const { conclusion } = journey;
    if (!isUnderWay(conclusion)) return toCurrentPage(request, reply, conclusion);
    const { frame, csrfToken, acting } = request;
    const { structure } = acting;
    return sendPage(
      reply,
      <AbandonPage frame={frame} csrfToken={csrfToken} structure={structure} conclusion={conclusion} />,
    );
  });
  app.post(paths.abandonConclusion.pattern, async (request, reply) => {
    const { conclusionId } = sentIn(request);
    const outcome = await abandonConclusion(deps, request.acting, conclusionId);
    if (!outcome.ok && outcome.refusal === "conclusion-unknown") return reply.callNotFound();
    return seeOther(reply, paths.mandats({ structure: request.acting.structure }));
  });
};
