import type { FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import {
  type Conclusion,
  type ConclusionUnderWay,
  currentPage,
  isConsentAlive,
  isReadingOpen,
  isUnderWay,
  type JourneyPage,
  mayOpen,
} from "#domain/conclusion.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import { ActesPage } from "./actes.page.tsx";
import { DureePage } from "./duree.page.tsx";
import { FinPage, OverPage } from "./fin.page.tsx";
import { conclusionIdIn } from "./form-fields.ts";
import { IdentitePage } from "./identite.page.tsx";
import { InformationPage } from "./information.page.tsx";
import { findJourney, type Journey } from "./journey.query.ts";
import { type ShownRefusal, statusOfRefusal } from "./journey-words.ts";
import { LectureClosedPage, LecturePage } from "./lecture.page.tsx";
import type { LibreTyped } from "./libre-fields.tsx";
import { ConsentExpiredPage, RecapitulatifPage } from "./recapitulatif.page.tsx";
import { readPortee } from "./recapitulatif.query.ts";

/** What a refused form leaves on its page. */
export type Kept = {
  readonly refusal?: ShownRefusal;
  readonly codes?: readonly string[];
  readonly libre?: LibreTyped;
  readonly query?: string;
};

const pathOf: Readonly<Record<JourneyPage, typeof paths.conclusion>> = {
  information: paths.conclusionInformation,
  actes: paths.conclusionActes,
  duree: paths.conclusionDuree,
  identite: paths.conclusionIdentite,
  lecture: paths.conclusionLecture,
  recapitulatif: paths.conclusionRecapitulatif,
  fin: paths.conclusionFin,
  none: paths.conclusion,
};

/** Sends to the page where the journey stands. */
export const toCurrentPage = (request: FastifyRequest, reply: FastifyReply, conclusion: Conclusion): FastifyReply =>
  seeOther(
    reply,
    pathOf[currentPage(conclusion)]({ structure: request.acting.structure, conclusionId: conclusion.id }),
  );

/** The aidant's journey of the URL, or null: 404, whether absent or another's. */
export const journeyOf = async ({ db, keys }: Deps, request: FastifyRequest): Promise<Journey | null> => {
  const id = conclusionIdIn(request.params);
  return id && findJourney(db, keys, request.acting, id);
};

/** Shows a page of the journey to whom may open it; a stray is sent to the page where the journey stands. */
export const showPage =
  (deps: Deps, page: JourneyPage, keptOf: (request: FastifyRequest) => Kept = () => ({})) =>
  async (request: FastifyRequest, reply: FastifyReply) => {
    const journey = await journeyOf(deps, request);
    if (!journey) return reply.callNotFound();
    if (!mayOpen(page, journey.conclusion)) return toCurrentPage(request, reply, journey.conclusion);
    return renderPage(deps, request, reply, { journey, page, kept: keptOf(request) });
  };

type Shown = { readonly journey: Journey; readonly page: JourneyPage; readonly kept: Kept };

/** Renders a page of a journey that may be opened, with what a refused form left. */
export const renderPage = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { journey, page, kept }: Shown,
): Promise<FastifyReply> => {
  const { frame, acting } = request;
  const { structure } = acting;
  const { conclusion, usager, mandat } = journey;
  if (kept.refusal) reply.code(statusOfRefusal(kept.refusal));
  if (isUnderWay(conclusion)) return renderUnderWay(deps, request, reply, { journey, page, kept, conclusion });
  if (conclusion.step === "conclue" && mandat && usager)
    return sendPage(reply, <FinPage frame={frame} structure={structure} mandat={mandat} usager={usager} />);
  return sendPage(
    reply,
    <OverPage frame={frame} structure={structure} step={conclusion.step === "conclue" ? "expiree" : conclusion.step} />,
  );
};

const renderUnderWay = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  { journey, page, kept, conclusion }: Shown & { readonly conclusion: ConclusionUnderWay },
): Promise<FastifyReply> => {
  const { frame, csrfToken, acting } = request;
  const { structure, structureId } = acting;
  const props = { frame, csrfToken, structure, conclusion, refusal: kept.refusal };
  const now = deps.clock.now();
  if (page === "information") return sendPage(reply, <InformationPage {...props} />);
  if (page === "actes")
    return sendPage(reply, <ActesPage {...props} query={kept.query ?? ""} codes={kept.codes} libre={kept.libre} />);
  if (page === "duree") return sendPage(reply, <DureePage {...props} now={now} />);
  if (page === "identite") {
    reply.formActionOrigins = [deps.franceConnect.origin];
    return sendPage(reply, <IdentitePage {...props} />);
  }

  const portee = await readPortee(deps, structureId, journey);
  if (!portee) throw new Error(`The conclusion ${conclusion.id} is ${conclusion.step} without its usager.`);
  if (conclusion.step === "consentement-donne")
    return isConsentAlive(conclusion, now)
      ? sendPage(reply, <RecapitulatifPage {...props} portee={portee} now={now} />)
      : sendPage(reply.code(410), <ConsentExpiredPage {...props} />);
  if (conclusion.step !== "identite-etablie" || !isReadingOpen(conclusion, now))
    return sendPage(reply.code(410), <LectureClosedPage {...props} />);
  const aidant = `${acting.prenom} ${acting.nom}`;
  return sendPage(
    reply,
    <LecturePage {...props} portee={portee} aidant={aidant} structureNom={acting.structureNom} now={now} />,
  );
};
