import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { csrfTokenFor, isOurForm } from "./anti-forgery.ts";
import { readCookie, setCookie } from "./cookies.ts";
import type { Keys } from "./keys.ts";
import type { Random } from "./random.ts";
import type { Settings } from "./settings.ts";
import type { ActingAidant, Audience, Gatekeeper, SignedIn } from "./visitor.ts";

/** A proof older than this no longer covers a sensitive act (chapter 02 §9). */
export const PROOF_LIFE_MS = 15 * 60_000;

export type GroupDeps = {
  readonly settings: Settings;
  readonly keys: Keys;
  readonly random: Random;
  readonly clock: { readonly now: () => Date };
  readonly gatekeeper: Gatekeeper;
  /** Pages that a refused visitor gets; they know the frame of the request. */
  readonly refusals: {
    readonly forged: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
    readonly notFound: (request: FastifyRequest, reply: FastifyReply) => FastifyReply;
  };
  readonly frameOf: (request: FastifyRequest) => FastifyRequest["frame"];
};

/** Declares routes in the group it is opened in. */
export type Feature = (app: FastifyInstance) => Promise<void>;
export type DeclaredRoute = { readonly method: string; readonly url: string; readonly audience: Audience };

/** Fails the start when a route was declared outside every group (R9); answers the table of what exists. */
export const collectRoutes = (app: FastifyInstance): (() => readonly DeclaredRoute[]) => {
  const seen: { readonly method: string; readonly url: string; readonly config: { readonly audience?: Audience } }[] =
    [];
  app.addHook("onRoute", (route) => {
    route.config ??= {};
    for (const method of [route.method].flat()) seen.push({ method, url: route.url, config: route.config });
  });
  app.addHook("onReady", async () => {
    const stray = seen.find(({ config }) => config.audience === undefined);
    if (stray) throw new Error(`The route ${stray.method} ${stray.url} says nobody may see it: declare its group.`);
  });
  return () => seen.map(({ method, url, config }) => ({ method, url, audience: config.audience as Audience }));
};

/** Opens a group: every route of `features` is declared for `audience` and guarded accordingly. */
export const openGroup = (
  app: FastifyInstance,
  audience: Audience,
  deps: GroupDeps,
  features: readonly Feature[],
): void => {
  app.register(async (group) => {
    group.addHook("onRoute", (route) => {
      route.config = Object.assign(route.config ?? {}, { audience });
    });
    if (audience !== "protocole") guardPages(group, audience, deps);
    for (const feature of features) await group.register(feature);
  });
};

const guardPages = (group: FastifyInstance, audience: Audience, deps: GroupDeps): void => {
  group.addHook("onRequest", async (request, reply) => {
    request.browserId = knownBrowser(deps, request) ?? rememberBrowser(deps, reply);
    await recognise(deps, request);
    request.csrfToken = csrfTokenFor(deps.keys, request);
    request.frame = deps.frameOf(request);
  });
  group.addHook("preHandler", async (request, reply) => {
    if (request.method === "POST" && !isOurForm(deps.settings, deps.keys, request))
      return deps.refusals.forged(request, reply);
    if (audience === "public" || audience === "demonstration") return;
    if (!request.signedIn) return deps.gatekeeper.askSignIn(request, reply);
    return guardSignedIn(audience, deps, request.signedIn, request, reply);
  });
};

/** Says who is there, and binds the forms of the page to the session, or to the browser before sign-in. */
export const recognise = async (
  { settings, gatekeeper }: Pick<GroupDeps, "settings" | "gatekeeper">,
  request: FastifyRequest,
): Promise<void> => {
  const sessionToken = readCookie(settings, request, "ac");
  const active = !request.routeOptions.config.polling;
  const visitor = sessionToken ? await gatekeeper.findVisitor(sessionToken, active) : null;
  request.signedIn = visitor?.state === "open" ? visitor.person : null;
  request.dormant = visitor && visitor.state !== "open" ? visitor : null;
};

const guardSignedIn = async (
  audience: Audience,
  deps: GroupDeps,
  signedIn: SignedIn,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> => {
  const { gatekeeper } = deps;
  if (audience !== "compte") {
    const { structure } = request.params as { structure?: string };
    const acting = structure ? await gatekeeper.findActing(signedIn, structure) : null;
    if (!acting) return deps.refusals.notFound(request, reply);
    enterStructure(deps, request, acting);
  }
  if (signedIn.owesCgu && !request.routeOptions.config.beforeCgu) return gatekeeper.askCgu(request, reply);
  if (audience === "habilite" && request.acting.missing.length > 0) return gatekeeper.refuseNotHabilite(request, reply);
  if (request.routeOptions.config.sensitive && isStale(deps, signedIn)) return gatekeeper.askProof(request, reply);
  return undefined;
};

const enterStructure = (deps: GroupDeps, request: FastifyRequest, acting: ActingAidant): void => {
  request.acting = acting;
  request.frame = deps.frameOf(request);
};

/** True when the last proof no longer covers a sensitive act: 15:00.000 passes, 15:00.001 does not. */
export const isStale = (deps: Pick<GroupDeps, "clock">, { proofAt }: Pick<SignedIn, "proofAt">): boolean =>
  deps.clock.now().getTime() - proofAt.getTime() > PROOF_LIFE_MS;

const knownBrowser = ({ settings }: GroupDeps, request: FastifyRequest): string | null => {
  const value = readCookie(settings, request, "navigateur");
  return value && /^[\w-]{43}$/.test(value) ? value : null;
};

const rememberBrowser = ({ settings, random }: GroupDeps, reply: FastifyReply): string => {
  const browserId = random.token();
  setCookie(settings, reply, "navigateur", browserId);
  return browserId;
};
