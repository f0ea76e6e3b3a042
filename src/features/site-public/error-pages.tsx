import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { VNode } from "preact";
import type { Deps } from "#deps.ts";
import { sendPage } from "#platform/http.tsx";
import { faultFields } from "#platform/log.ts";
import {
  FaultPage,
  ForbiddenPage,
  ForgedFormPage,
  NotFoundPage,
  UnavailablePage,
  UnreadableRequestPage,
} from "#ui/error-page.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { frameOf } from "./frame.ts";

/** Only a fault of ours shows its reference: elsewhere it would suggest that somebody has to look. */
const pageOf = (status: number, frame: PageFrame, reference: string): VNode => {
  if (status === 403) return <ForbiddenPage frame={frame} />;
  if (status === 404) return <NotFoundPage frame={frame} />;
  if (status < 500) return <UnreadableRequestPage frame={frame} />;
  return status === 503 ? (
    <UnavailablePage frame={frame} reference={reference} />
  ) : (
    <FaultPage frame={frame} reference={reference} />
  );
};

/** Installs the one handler of faults and the 404, and answers the pages of refusal that guards send. */
export const errorPages = (app: FastifyInstance, deps: Deps) => {
  const frame = frameOf(deps);
  const frameFor = (request: FastifyRequest): PageFrame => request.frame ?? frame(request);
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(reply.code(404), <NotFoundPage frame={frameFor(request)} />);
  const forged = (request: FastifyRequest, reply: FastifyReply) =>
    sendPage(reply.code(403), <ForgedFormPage frame={frameFor(request)} />);

  app.setNotFoundHandler((request, reply) => notFound(request, reply));
  app.setErrorHandler((fault: Error & { statusCode?: number }, request, reply) => {
    const reference = deps.random.uuid().slice(0, 8);
    const status = fault.statusCode ?? 500;
    const fields = { ...faultFields(fault), reference, status, route: request.routeOptions.url ?? "" };
    if (status < 500) deps.log.warn("request refused", fields);
    else deps.log.error("request failed", fields);
    return sendPage(reply.code(status), pageOf(status, frameFor(request), reference));
  });
  return { notFound, forged };
};
