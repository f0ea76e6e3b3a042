import { setTimeout as wait } from "node:timers/promises";
import type { FastifyReply, FastifyRequest } from "fastify";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { IdentityProvider } from "./identity-provider.tsx";
import { ProtocolErrorPage } from "./protocol-error.page.tsx";

/** A request lost, too old or of another browser: our page, no redirect (chapter 01 §3.4). */
export const answerLostDemande = ({ frame }: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(400), <ProtocolErrorPage frame={frame} error="invalid_request" />);

/** How often, and how long apart, a second press looks for what the first is still writing: one second in all. */
const LOOKS = 20;
const BETWEEN_LOOKS_MS = 50;

/**
 * A second press of the last button goes on where the first one leads, as long as nobody went there. The first has
 * committed the choice and may not have handed it to the library yet: the second waits for it a moment.
 */
export const goOnOrAnswerLost = async (
  { library }: IdentityProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  const { uid } = request.params as { readonly uid: string };
  const { Interaction } = await library();
  for (let look = 0; look < LOOKS; look += 1) {
    const interaction = await Interaction.find(uid);
    if (!interaction) break;
    if (interaction.result) return seeOther(reply, interaction.returnTo);
    await wait(BETWEEN_LOOKS_MS);
  }
  return answerLostDemande(request, reply);
};
