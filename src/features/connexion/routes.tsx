import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { linkRoutes } from "./link-routes.tsx";
import { secondFactorRoutes } from "./second-factor-routes.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";
import { waitingRoutes } from "./waiting-routes.tsx";

/** Login, new proof, sign-out: open to anybody, each page asking what it needs. */
export const connexion = (deps: Deps) => async (app: FastifyInstance) => {
  for (const routes of [signInRoutes, waitingRoutes, linkRoutes, secondFactorRoutes]) await app.register(routes(deps));
};
