import type { FastifyReply, FastifyRequest } from "fastify";
import type { InteractionResults } from "oidc-provider";
import type { Deps } from "#deps.ts";
import { type Demarche, demarches } from "#domain/demarche.ts";
import { demarchesAsked } from "#domain/rep-scope.ts";
import type { ClientFi } from "#platform/settings.ts";
import { type Connexion, findConnexion } from "#store/connexion-usage-store.ts";
import { browserHash } from "#store/passage-store.ts";
import type { IdentityProvider } from "./identity-provider.tsx";

/** A request of a client, in the browser that brought it, while its steps are gone through. */
export type Demande = {
  readonly uid: string;
  readonly connexion: Connexion;
  readonly client: ClientFi;
  /** Démarches that the public service accepts: the others are not offered. */
  readonly demarches: readonly Demarche[];
  /** True when the public service narrows what is offered. */
  readonly isNarrowed: boolean;
};

/**
 * The live request of a page, or null: over, too old, or of another browser. Before its first page it is bound by the
 * library's cookie for that address, then by our own, which a form put aside for a new proof still carries.
 */
export const openDemande = async (
  deps: Deps,
  { library }: IdentityProvider,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Demande | null> => {
  const { uid } = request.params as { readonly uid: string };
  const connexion = await findConnexion(deps.db, uid, deps.clock.now());
  const client = deps.settings.clients.find(({ clientId, actif }) => actif && clientId === connexion?.clientId);
  if (!connexion || !client) return null;
  const isBound = connexion.browserHash
    ? connexion.browserHash.equals(browserHash(deps.keys, request.browserId))
    : interactionOf(await library(), request, reply) === uid;
  if (!isBound) return null;
  reply.formActionOrigins = client.redirectUris.map((uri) => new URL(uri).origin);
  const asked = demarchesAsked(connexion.repScopeAsked);
  return { uid, connexion, client, demarches: asked, isNarrowed: asked.length < demarches.length };
};

type Library = Awaited<ReturnType<IdentityProvider["library"]>>;

/** The request that the library's signed cookie names, in the browser that was sent to this address. */
const interactionOf = (library: Library, request: FastifyRequest, reply: FastifyReply): string | undefined =>
  library.createContext(request.raw, reply.raw).cookies.get(library.cookieName("interaction"), { signed: true });

/** Hands the library how the steps ended; answers where the browser must go for it to conclude, or null once too late. */
export const endSteps = async (library: Library, uid: string, result: InteractionResults): Promise<string | null> => {
  const interaction = await library.Interaction.find(uid);
  if (!interaction) return null;
  interaction.result = result;
  await interaction.persist();
  return interaction.returnTo;
};
