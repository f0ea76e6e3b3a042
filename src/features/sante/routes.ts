import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { readHealth } from "./health.ts";

/** For the proxy and the supervisor; no secret, no host name, nothing about anybody. */
export const sante = (deps: Deps) => async (app: FastifyInstance) => {
  app.get(paths.sante.pattern, async (_request, reply) => {
    const health = await readHealth(deps);
    return reply
      .code(health.status === "ok" ? 200 : 503)
      .header("cache-control", "no-store")
      .send(health);
  });
  app.get(paths.santeVivant.pattern, async (_request, reply) =>
    reply.header("cache-control", "no-store").send({ status: "ok" }),
  );
};
