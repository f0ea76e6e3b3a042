import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import type { ActeId, AutorisationId, MandatId } from "#domain/ids.ts";
import { decideEnd, type EndedObject } from "#domain/mandat.ts";
import type { Path } from "#paths.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { Done } from "./mandat.page.tsx";
import { type MandatParams, readParams, reasonIn } from "./mandat-params.ts";
import { findMandats } from "./mandats-of-usager.query.ts";
import { type Asked, RevokePage, type ShownRefusal } from "./revoke.page.tsx";
import { declareActeDone, type RevocationRefusal, revoke } from "./revoke.ts";

type Params = {
  readonly mandatId: MandatId;
  readonly autorisationId: AutorisationId;
  readonly acteId: ActeId;
};
type Ending = {
  readonly path: Path<Params & { readonly structure: string }>;
  readonly objectIn: (params: Params) => Asked;
  readonly done: Done;
};

const endings: readonly Ending[] = [
  { path: paths.revokeMandat, objectIn: () => ({ kind: "mandat" }), done: "mandat-revoque" },
  {
    path: paths.revokeAutorisation,
    objectIn: ({ autorisationId }) => ({ kind: "autorisation", autorisationId }),
    done: "demarche-revoquee",
  },
  { path: paths.revokeActe, objectIn: ({ acteId }) => ({ kind: "acte", acteId }), done: "acte-revoque" },
  { path: paths.declareActeDone, objectIn: ({ acteId }) => ({ kind: "acte-fait", acteId }), done: "acte-fait" },
];

/** The object whose end is asked: declaring an acte done ends it as revoking it does. */
const endedBy = (asked: Asked): EndedObject =>
  asked.kind === "acte-fait" ? { kind: "acte", acteId: asked.acteId as ActeId } : asked;

const paramsOf = (request: FastifyRequest): Params => readParams(request.params) as MandatParams as Params;

/** Confirmation and end of a mandat, an autorisation, an acte: immediate, never behind a new proof (chapter 03 §15). */
export const revocations = (deps: Deps) => async (app: FastifyInstance) => {
  for (const ending of endings) {
    app.get(ending.path.pattern, (request, reply) => confirm(deps, request, reply, ending, null));
    app.post(ending.path.pattern, async (request, reply) => {
      const params = paramsOf(request);
      const asked = ending.objectIn(params);
      const refusal = await end(deps, request, params, asked);
      if (refusal === "mandat-unknown" || refusal === "object-unknown") return reply.callNotFound();
      if (refusal) return confirm(deps, request, reply, ending, refusal);
      const { structure } = request.acting;
      return seeOther(reply, `${paths.mandat({ structure, mandatId: params.mandatId })}?fait=${ending.done}`);
    });
  }
};

const end = async (
  deps: Deps,
  { acting, body }: FastifyRequest,
  { mandatId }: Params,
  asked: Asked,
): Promise<RevocationRefusal | "reason-missing" | null> => {
  if (asked.kind === "acte-fait") {
    const outcome = await declareActeDone(deps, acting, { mandatId, acteId: asked.acteId as ActeId });
    return outcome.ok ? null : outcome.refusal;
  }
  const reason = reasonIn(body);
  if (!reason) return "reason-missing";
  const outcome = await revoke(deps, acting, { mandatId, object: asked, reason });
  return outcome.ok ? null : outcome.refusal;
};

const confirm = async (
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  ending: Ending,
  refusal: ShownRefusal | null,
) => {
  const { frame, csrfToken, acting } = request;
  const params = paramsOf(request);
  const now = deps.clock.now();
  const usager = await findMandats(deps.db, deps.keys, acting.structureId, { mandatId: params.mandatId }, now);
  const mandat = usager?.mandats[0];
  if (!usager || !mandat) return reply.callNotFound();
  const object = ending.objectIn(params);
  const possible = decideEnd(mandat, endedBy(object), now);
  if (!possible.ok && possible.refusal === "object-unknown") return reply.callNotFound();
  if (refusal) reply.code(refusal === "already-ended" ? 409 : 422);
  return sendPage(
    reply,
    <RevokePage
      frame={frame}
      csrfToken={csrfToken}
      structure={acting.structure}
      action={ending.path({ ...params, structure: acting.structure })}
      usager={usager}
      mandat={mandat}
      object={object}
      isOver={!possible.ok}
      refusal={refusal}
    />,
  );
};
