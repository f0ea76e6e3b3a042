import { createServer } from "node:http";
import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { conclusions } from "#features/conclusions/routes.tsx";
import { cgu } from "#features/connexion/cgu-routes.tsx";
import { createGatekeeper } from "#features/connexion/gatekeeper.ts";
import { connexion } from "#features/connexion/routes.tsx";
import { espaceAidant, refuseNotHabilite, structureChoice } from "#features/espace-aidant/routes.tsx";
import { createIdentityProvider } from "#features/fournisseur-identite/identity-provider.tsx";
import { demandeArrival, demandeStructure, statusForFranceConnect } from "#features/fournisseur-identite/routes.tsx";
import { demandeSteps } from "#features/fournisseur-identite/step-routes.tsx";
import { franceConnectJourney, franceConnectReturns } from "#features/franceconnect-fs/routes.tsx";
import { mandats } from "#features/mandats/routes.tsx";
import { sante } from "#features/sante/routes.ts";
import { errorPages } from "#features/site-public/error-pages.tsx";
import { bareFrame, frameOf } from "#features/site-public/frame.ts";
import { siteFiles, sitePublic } from "#features/site-public/routes.tsx";
import { collectRoutes, type DeclaredRoute, type Feature, openGroup } from "#platform/groups.ts";
import { addSecurityHeaders } from "#platform/security-headers.ts";

const BODY_LIMIT = 256 * 1024;

export type App = FastifyInstance & { readonly routesDeclared: () => readonly DeclaredRoute[] };

/**
 * The groups, who may enter each, and the features in each. Its server hands the paths of OpenID to the identity
 * provider, which reads requests by itself. `demonstration` is what the development build adds.
 */
export const createApp = (deps: Deps, demonstration: readonly Feature[] = []): App => {
  const provider = createIdentityProvider(deps, bareFrame(deps));
  const app = Fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: deps.settings.trustedProxies?.length ? [...deps.settings.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: false },
    serverFactory: (pages) =>
      createServer((request, response) =>
        provider.accepts(request) ? provider.handle(request, response) : pages(request, response),
      ),
  });
  const routesDeclared = collectRoutes(app);
  addSecurityHeaders(app, deps.settings);
  app.register(cookie);
  // Pages send forms and nothing else: a body in JSON would bring values that no field can hold.
  app.removeAllContentTypeParsers();
  app.register(formbody, { bodyLimit: BODY_LIMIT });

  const refusals = errorPages(app, deps);
  const gatekeeper = { ...createGatekeeper(deps), refuseNotHabilite };
  const group = { ...deps, gatekeeper, refusals, frameOf: frameOf(deps) };
  openGroup(app, "protocole", group, [siteFiles, sante(deps)]);
  openGroup(app, "public", group, [
    sitePublic,
    connexion(deps),
    franceConnectReturns(deps),
    demandeArrival(deps, provider),
    statusForFranceConnect(deps),
  ]);
  openGroup(app, "compte", group, [
    structureChoice(deps),
    cgu(deps),
    demandeStructure(deps, provider),
    demandeSteps(deps, provider),
  ]);
  openGroup(app, "aidant", group, [espaceAidant(deps)]);
  openGroup(app, "habilite", group, [conclusions(deps), mandats(deps), franceConnectJourney(deps)]);
  openGroup(app, "demonstration", group, demonstration);
  return Object.assign(app, { routesDeclared });
};
