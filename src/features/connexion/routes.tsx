import type { FastifyInstance } from "fastify";
import type { Deps } from "#deps.ts";

export const connexion = (_deps: Deps) => async (_app: FastifyInstance) => {};
