import cookie from "@fastify/cookie";
import formbody from "@fastify/formbody";
import Fastify, { type FastifyInstance } from "fastify";
import type { App } from "#app.ts";
import type { Deps } from "#deps.ts";
import { cgu } from "#features/connexion/cgu-routes.tsx";
import { createGatekeeper } from "#features/connexion/gatekeeper.ts";
import { connexion } from "#features/connexion/routes.tsx";
import { espaceAidant, refuseNotHabilite, structureChoice } from "#features/espace-aidant/routes.tsx";
import { errorPages } from "#features/site-public/error-pages.tsx";
import { frameOf } from "#features/site-public/frame.ts";
import { collectRoutes, openGroup } from "#platform/groups.ts";
import { addSecurityHeaders } from "#platform/security-headers.ts";

type Feature = (app: FastifyInstance) => Promise<void>;

/** The login and its guards around a feature of the test's own, in the group `habilite`. */
export const createGuardedApp = (deps: Deps, feature: Feature): App => {
  const app = Fastify();
  const routesDeclared = collectRoutes(app);
  addSecurityHeaders(app, deps.settings);
  app.register(cookie);
  app.register(formbody);
  const gatekeeper = { ...createGatekeeper(deps), refuseNotHabilite };
  const group = { ...deps, gatekeeper, refusals: errorPages(app, deps), frameOf: frameOf(deps) };
  openGroup(app, "public", group, [connexion(deps)]);
  openGroup(app, "compte", group, [structureChoice(deps), cgu(deps)]);
  openGroup(app, "aidant", group, [espaceAidant(deps)]);
  openGroup(app, "habilite", group, [feature]);
  return Object.assign(app, { routesDeclared });
};
