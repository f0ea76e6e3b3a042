import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { linkRoutes } from "./link-routes.tsx";
import { resumeRoutes } from "./resume-routes.tsx";
import { secondFactorRoutes } from "./second-factor-routes.tsx";
import { signInRoutes } from "./sign-in-routes.tsx";
import { signOutRoutes } from "./sign-out-routes.tsx";
import { verificationRoutes } from "./verification-routes.tsx";
import { waitingRoutes } from "./waiting-routes.tsx";
import { offerWayBack } from "./way-back.tsx";

const pages = [
  signInRoutes,
  waitingRoutes,
  linkRoutes,
  secondFactorRoutes,
  verificationRoutes,
  resumeRoutes,
  signOutRoutes,
];

/** Login, new proof, sign-out: open to anybody, each page asking what it needs. */
export const connexion = (deps: Deps) => async (app: FastifyInstance) => {
  app.addHook("preHandler", async (request) => {
    if (request.method === "GET") await offerWayBack(deps, request);
  });
  for (const routes of pages) await app.register(routes(deps));
};
