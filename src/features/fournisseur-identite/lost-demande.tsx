import type { FastifyReply, FastifyRequest } from "fastify";
import { sendPage } from "#platform/http.tsx";
import { ProtocolErrorPage } from "./protocol-error.page.tsx";

/** A request lost, too old or of another browser: our page, no redirect (chapter 01 §3.4). */
export const answerLostDemande = ({ frame }: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(400), <ProtocolErrorPage frame={frame} error="invalid_request" />);
