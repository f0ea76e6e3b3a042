import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { seeOther, sendPage } from "#platform/http.tsx";
import type { SignedIn } from "#platform/visitor.ts";
import { ChooseStructurePage } from "./choose-structure.page.tsx";
import { AidantHomePage } from "./home.page.tsx";
import { NotHabilitePage } from "./not-habilite.page.tsx";
import { listStructuresOfMine } from "./structures.query.ts";
import { findUnderWay } from "./under-way.query.ts";

/** Where every sign-in leads: the only structure, or the choice among several (chapter 02 §4). */
export const structureChoice =
  ({ db, clock }: Deps) =>
  async (compte: FastifyInstance) => {
    compte.get(paths.chooseStructure.pattern, async (request, reply) => {
      const { compteId } = request.signedIn as SignedIn;
      const structures = await listStructuresOfMine(db, compteId, clock.now());
      const [only] = structures;
      if (only && structures.length === 1) return seeOther(reply, paths.aidantHome({ structure: only.reference }));
      return sendPage(reply, <ChooseStructurePage frame={request.frame} structures={structures} />);
    });
  };

/** The aidant's home, open whatever is missing to act. */
export const espaceAidant =
  ({ db, clock, random }: Deps) =>
  async (aidant: FastifyInstance) => {
    aidant.get(paths.aidantHome.pattern, async (request, reply) => {
      const { frame, csrfToken, acting } = request;
      const underWay = await findUnderWay(db, acting.structureId, acting.compteId, clock.now());
      const idempotencyKey = random.bytes(16).toString("hex");
      return sendPage(reply, <AidantHomePage {...{ frame, csrfToken, acting, underWay, idempotencyKey }} />);
    });
  };

/** What a person who may not act yet gets instead of the pages of mandats. */
export const refuseNotHabilite = async ({ frame, acting }: FastifyRequest, reply: FastifyReply) =>
  sendPage(reply.code(403), <NotHabilitePage frame={frame} acting={acting} />);
