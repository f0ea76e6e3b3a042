import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { sendPage } from "#platform/http.tsx";
import { faultFields } from "#platform/log.ts";
import { Layout } from "#ui/layout.tsx";
import { frameOf } from "./frame.ts";

/** Installs the one handler of faults and the 404, and answers the pages of refusal that guards send. */
export const errorPages = (app: FastifyInstance, deps: Deps) => {
  const frame = frameOf(deps);
  const page = (request: FastifyRequest, reply: FastifyReply, status: number, title: string, text: string) =>
    sendPage(
      reply.code(status),
      <Layout frame={request.frame ?? frame(request)} title={title}>
        <h1>{title}</h1>
        <p>{text}</p>
      </Layout>,
    );
  const notFound = (request: FastifyRequest, reply: FastifyReply) =>
    page(request, reply, 404, "Page introuvable", "Cette page n’existe pas, ou elle n’est pas à vous.");

  app.setNotFoundHandler((request, reply) => notFound(request, reply));
  app.setErrorHandler((fault: Error & { statusCode?: number }, request, reply) => {
    const reference = deps.random.uuid().slice(0, 8);
    const status = fault.statusCode ?? 500;
    deps.log.error("request failed", {
      ...faultFields(fault),
      reference,
      status,
      route: request.routeOptions.url ?? "",
    });
    return page(request, reply, status, "Une erreur est survenue", `Référence : ${reference}`);
  });
  return {
    notFound,
    forged: (request: FastifyRequest, reply: FastifyReply) =>
      page(
        request,
        reply,
        403,
        "Formulaire refusé",
        "Ce formulaire ne venait pas de cette page. Rouvrez la page et recommencez.",
      ),
  };
};
