import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { isUuid, type UsagerId } from "#domain/ids.ts";
import { type Posture, postures } from "#domain/use.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { SignedIn } from "#platform/visitor.ts";
import { ActePage } from "./acte.page.tsx";
import {
  chooseActe,
  chooseUsager,
  readActes,
  readStructureStep,
  readUsagers,
  refusalOfEmptyList,
  toChoice,
} from "./choose.ts";
import { confirmUse, type Declaration, whyRefused } from "./confirm-use.ts";
import { ConfirmationPage } from "./confirmation.page.tsx";
import { type Demande, openDemande } from "./demande.ts";
import type { IdentityProvider } from "./identity-provider.tsx";
import { leaveWithCode } from "./leave.ts";
import { goOnOrAnswerLost } from "./lost-demande.tsx";
import { NoLongerOfferedPage, NothingOfferedPage } from "./nothing-offered.page.tsx";
import type { OfferedActe, UsagerActes } from "./offered-actes.query.ts";
import { serviceCode } from "./service-code.ts";
import type { StructureOfAidant } from "./structures-of-aidant.query.ts";
import { UsagerPage } from "./usager.page.tsx";

/** What each step stands on: the request, the person, the structure acted for. */
type Step = {
  readonly demande: Demande;
  readonly signedIn: SignedIn;
  readonly structure: StructureOfAidant;
  readonly page: { readonly frame: FastifyRequest["frame"]; readonly csrfToken: string; readonly uid: string };
  readonly reply: FastifyReply;
};

type Handler = (step: Step, request: FastifyRequest) => Promise<FastifyReply>;

/** Runs a step once the request is live, past the loop page, and its structure known; otherwise sends where it stands. */
const atStep =
  (deps: Deps, provider: IdentityProvider, handler: Handler) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { signedIn, frame, csrfToken } = request;
    const demande = await openDemande(deps, provider, request, reply);
    if (!demande || !signedIn) return goOnOrAnswerLost(provider, request, reply);
    const { uid, connexion } = demande;
    if (!connexion.browserHash) return seeOther(reply, paths.demande({ uid }));
    const page = { frame, csrfToken, uid };
    const step = await readStructureStep(deps, connexion, signedIn);
    if (step.kind === "none") return sendPage(reply.code(403), <NothingOfferedPage {...page} refusal="not-habilite" />);
    if (step.kind === "to-choose") return seeOther(reply, paths.demandeStructure({ uid }));
    const { structure } = step;
    return handler({ demande, signedIn, structure, page, reply }, request);
  };

/** Steps of the aidant: usager, acte, confirmation (chapter 01 §3.4). */
export const demandeSteps = (deps: Deps, provider: IdentityProvider) => async (app: FastifyInstance) => {
  const step = (handler: Handler) => atStep(deps, provider, handler);
  const fresh = { config: { sensitive: "servir-identite" } } as const;

  app.get(
    paths.demandeUsager.pattern,
    fresh,
    step(async ({ demande, structure, page, reply }, request) => {
      const q = searchIn(request.query);
      const offered = await readUsagers(deps, demande, structure.id, q);
      if (offered.usagers.length === 0 && q === "")
        return sendPage(reply.code(409), <NothingOfferedPage {...page} refusal={refusalOfEmptyList(demande)} />);
      return sendPage(reply, <UsagerPage {...page} {...offered} search={q} isNarrowed={demande.isNarrowed} />);
    }),
  );

  app.post(
    paths.demandeUsager.pattern,
    step(async ({ demande, structure, page, reply, signedIn }, request) => {
      const { usager } = request.body as Body;
      const isNamed = typeof usager === "string" && isUuid(usager);
      const offered = isNamed ? await readActes(deps, demande, structure.id, usager as UsagerId) : null;
      if (!offered) return seeOther(reply, paths.demandeUsager(page));
      const [only, ...others] = offered.actes;
      const forWhom = { compteId: signedIn.compteId, structureId: structure.id, usagerId: offered.usagerId };
      if (!only || others.length > 0) {
        await chooseUsager(deps, demande, forWhom);
        return seeOther(reply, paths.demandeActe(page));
      }
      await chooseActe(deps, demande, toChoice(signedIn.compteId, structure.id, offered.usagerId, only));
      return seeOther(reply, paths.demandeConfirmation(page));
    }),
  );

  app.get(
    paths.demandeActe.pattern,
    step(async ({ demande, structure, page, reply }) => {
      const offered = await readChosenUsager(deps, demande, structure);
      if (!offered) return seeOther(reply, paths.demandeUsager(page));
      return sendPage(reply, <ActePage {...page} {...offered} isNarrowed={demande.isNarrowed} />);
    }),
  );

  app.post(
    paths.demandeActe.pattern,
    step(async ({ demande, structure, page, reply, signedIn }, request) => {
      const { acte } = request.body as Body;
      const offered = await readChosenUsager(deps, demande, structure);
      const chosen = offered?.actes.find(({ id }) => id === acte);
      if (!offered || !chosen) return seeOther(reply, paths.demandeActe(page));
      await chooseActe(deps, demande, toChoice(signedIn.compteId, structure.id, offered.usagerId, chosen));
      return seeOther(reply, paths.demandeConfirmation(page));
    }),
  );

  app.get(
    paths.demandeConfirmation.pattern,
    step(async ({ demande, structure, page, reply }) => {
      const chosen = await readChosen(deps, demande, structure);
      if (!chosen) return seeOther(reply, paths.demandeActe(page));
      return sendPage(reply, <ConfirmationPage {...page} {...chosen} structureNom={structure.nom} />);
    }),
  );

  app.post(
    paths.demandeConfirmation.pattern,
    fresh,
    step(async (at, request) => {
      const { demande, structure, page, reply, signedIn } = at;
      const chosen = await readChosen(deps, demande, structure);
      const { choice } = demande.connexion;
      if (!chosen || !choice) return answerNoLongerOffered(deps, at);
      // Another tab chose somebody else, or something else, since this page was shown: it is read again first.
      if ((request.body as Body).acte !== chosen.acte.id) return seeOther(reply, paths.demandeConfirmation(page));
      const declaration = readDeclaration(request.body as Body, chosen.acte);
      const props = { ...page, ...chosen, structureNom: structure.nom, posture: declaration.posture ?? undefined };
      if (chosen.acte.presence && !declaration.presence)
        return sendPage(reply.code(422), <ConfirmationPage {...props} presenceMissing />);
      const outcome = await confirmUse(
        deps,
        demande,
        { ...choice, compteId: signedIn.compteId },
        signedIn,
        declaration,
      );
      if (!outcome.ok && outcome.refusal === "exchange-expired") return goOnOrAnswerLost(provider, request, reply);
      if (!outcome.ok) return sendPage(reply.code(409), <ConfirmationPage {...props} refusal={outcome.refusal} />);
      return leaveWithCode(provider, demande, outcome.value, { request, reply });
    }),
  );
};

/** The choice is not offered any more: ended meanwhile, which the page says; or never made, and it is asked. */
const answerNoLongerOffered = async (deps: Deps, { demande, page, reply, signedIn }: Step): Promise<FastifyReply> => {
  const { choice } = demande.connexion;
  const refusal = choice && (await whyRefused(deps, demande, { ...choice, compteId: signedIn.compteId }));
  if (!refusal) return seeOther(reply, paths.demandeActe(page));
  return sendPage(reply.code(409), <NoLongerOfferedPage {...page} refusal={refusal} />);
};

type Body = Readonly<Partial<Record<"usager" | "acte" | "presence" | "posture" | "service", unknown>>>;

const SEARCH_MAX = 80;
const searchIn = (query: unknown): string => {
  const { q } = query as { readonly q?: unknown };
  return typeof q === "string" ? q.slice(0, SEARCH_MAX) : "";
};

const readDeclaration = ({ presence, posture, service }: Body, acte: OfferedActe): Declaration => ({
  presence: presence === "oui",
  posture: postures.find((one: Posture) => one === posture) ?? null,
  serviceCode: service === "oui" ? serviceCode(acte.service) : null,
});

const readChosenUsager = async (
  deps: Deps,
  demande: Demande,
  { id }: StructureOfAidant,
): Promise<UsagerActes | null> => {
  const { usagerId } = demande.connexion;
  return usagerId ? readActes(deps, demande, id, usagerId) : null;
};

type Chosen = UsagerActes & { readonly acte: OfferedActe };

const readChosen = async (deps: Deps, demande: Demande, structure: StructureOfAidant): Promise<Chosen | null> => {
  const offered = await readChosenUsager(deps, demande, structure);
  const acte = offered?.actes.find(({ id }) => id === demande.connexion.choice?.acteId);
  return offered && acte ? { ...offered, acte } : null;
};
