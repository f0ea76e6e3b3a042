import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Deps } from "#deps.ts";
import { type ConclusionId, isUuid } from "#domain/ids.ts";
import { networkPrefixOf } from "#domain/network-prefix.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { Identification, IdentificationCause } from "#store/identification-store.ts";
import { confirmSamePerson } from "./confirm-same-person.ts";
import { IdentificationRefusedPage } from "./identification-refused.page.tsx";
import { receiveCallback } from "./receive-callback.ts";
import { refusalWords } from "./refusal-words.tsx";
import { SAME_PERSON, SamePersonPage } from "./same-person.page.tsx";
import { afterSignOut, startSignOut } from "./sign-out.ts";
import { SignedOutPage } from "./signed-out.page.tsx";
import { startIdentification } from "./start-identification.ts";
import { structureReference } from "./structure-reference.query.ts";
import { isConfirmationAsked } from "./waiting-confirmation.query.ts";

const conclusionParams = z.object({
  conclusionId: z
    .string()
    .refine(isUuid)
    .transform((id) => id as ConclusionId),
});

type Refused = {
  readonly cause: IdentificationCause;
  readonly identification: Pick<Identification, "structureId" | "conclusionId"> | null;
  readonly signOut: boolean;
};

const refusedPage =
  (deps: Deps) =>
  async (request: FastifyRequest, reply: FastifyReply, { cause, identification, signOut }: Refused) => {
    const journey = identification && {
      structure: await structureReference(deps.db, identification.structureId),
      conclusionId: identification.conclusionId,
    };
    return sendPage(
      reply.code(refusalWords[cause].status),
      <IdentificationRefusedPage
        frame={request.frame}
        cause={cause}
        conclusionHref={request.signedIn && journey ? paths.conclusion(journey) : null}
        signOutHref={signOut ? paths.franceConnectSignOut({}) : null}
      />,
    );
  };

const queryOf = (request: FastifyRequest): URLSearchParams =>
  new URLSearchParams(request.raw.url?.split("?").slice(1).join("?") ?? "");

/** Group `public`: returns from FranceConnect, whose guards are the state, the browser and the aidant's session. */
export const franceConnectReturns = (deps: Deps) => async (app: FastifyInstance) => {
  const sendRefused = refusedPage(deps);

  const receive = async (request: FastifyRequest, reply: FastifyReply) => {
    const { browserId, signedIn, ip } = request;
    const returned = { query: queryOf(request), browserId, signedIn, network: networkPrefixOf(ip) };
    const outcome = await receiveCallback(deps, returned);
    if (outcome.kind === "refused") return sendRefused(request, reply, outcome);
    return seeOther(reply, paths.franceConnectSignOut({}));
  };
  app.get(paths.franceConnectCallback.pattern, receive);
  app.get(paths.franceConnectCallbackV2.pattern, receive);

  app.get(paths.franceConnectSignOut.pattern, async ({ browserId }, reply) =>
    seeOther(reply, await startSignOut(deps, browserId)),
  );

  const resume = async (request: FastifyRequest, reply: FastifyReply) => {
    const { browserId, frame } = request;
    const after = await afterSignOut(deps, { browserId, state: queryOf(request).get("state") });
    if (after.kind === "journey") return seeOther(reply, after.href);
    if (after.kind === "nothing") return sendPage(reply, <SignedOutPage frame={frame} />);
    const { identification, cause } = after.ended;
    return sendRefused(request, reply, { identification, cause: cause ?? "server-error", signOut: false });
  };
  app.get(paths.franceConnectLogoutCallback.pattern, resume);
  app.get(paths.franceConnectLogoutCallbackV2.pattern, resume);
};

/** Group `habilite`: the button that starts, and the question asked when the same usager seems to be back. */
export const franceConnectJourney = (deps: Deps) => async (app: FastifyInstance) => {
  const sendRefused = refusedPage(deps);

  app.post(paths.conclusionFranceConnect.pattern, async (request, reply) => {
    const params = conclusionParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { conclusionId } = params.data;
    const { browserId, acting } = request;
    const started = await startIdentification(deps, acting, { conclusionId, browserId });
    if (started.ok) return seeOther(reply, started.value);
    if (started.refusal === "conclusion-unknown") return reply.callNotFound();
    const identification = { structureId: acting.structureId, conclusionId };
    return sendRefused(request, reply, { cause: started.refusal, identification, signOut: false });
  });

  app.get(paths.conclusionMemePersonne.pattern, async (request, reply) => {
    const params = conclusionParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const journey = { ...params.data, structure: request.acting.structure };
    const { structureId, compteId } = request.acting;
    const asked = { ...params.data, structureId, compteId, now: deps.clock.now() };
    if (!(await isConfirmationAsked(deps.db, asked))) return seeOther(reply, paths.conclusion(journey));
    const { frame, csrfToken } = request;
    return sendPage(
      reply,
      <SamePersonPage frame={frame} csrfToken={csrfToken} action={paths.conclusionMemePersonne(journey)} />,
    );
  });

  app.post(paths.conclusionMemePersonne.pattern, async (request, reply) => {
    const params = conclusionParams.safeParse(request.params);
    if (!params.success) return reply.callNotFound();
    const { acting, browserId, body } = request;
    const same = (body as { readonly reponse?: unknown } | undefined)?.reponse === SAME_PERSON;
    const outcome = await confirmSamePerson(deps, acting, { ...params.data, browserId, same });
    const journey = { ...params.data, structure: acting.structure };
    if (!outcome.ok) return seeOther(reply, paths.conclusion(journey));
    if (outcome.value === "taken") return seeOther(reply, paths.conclusionLecture(journey));
    const identification = { structureId: acting.structureId, ...params.data };
    return sendRefused(request, reply, { cause: "previous-usager", identification, signOut: false });
  });
};
