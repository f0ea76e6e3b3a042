import type { FastifyReply, FastifyRequest } from "fastify";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { IdentityProvider } from "./identity-provider.tsx";
import { ProtocolErrorPage } from "./protocol-error.page.tsx";

/** A request lost, too old or of another browser: our page, no redirect (chapter 01 §3.4). */
export const answerLostDemande = ({ frame }: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(400), <ProtocolErrorPage frame={frame} error="invalid_request" />);

/** A second press of the last button goes on where the first one leads, as long as nobody went there. */
export const goOnOrAnswerLost = async (
  { library }: IdentityProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { uid } = request.params as { readonly uid: string };
  const interaction = await (await library()).Interaction.find(uid);
  return interaction?.result ? seeOther(reply, interaction.returnTo) : answerLostDemande(request, reply);
};
