import type { Deps } from "#deps.ts";
import { paths } from "#paths.ts";
import { seeOther } from "#platform/http.tsx";
import type { Gatekeeper } from "#platform/visitor.ts";
import { findActing } from "./acting-aidant.query.ts";
import { findSignedIn } from "./signed-in.query.ts";

/** Who is there, and how to ask for more: what the guards of every group call. */
export const createGatekeeper = ({ db, keys, clock }: Deps): Gatekeeper => ({
  findSignedIn: (token) => findSignedIn(db, keys, token, clock.now()),
  findActing: (signedIn, structure) => findActing(db, signedIn, structure, clock.now()),
  owesCgu: async () => false,
  askSignIn: async (_, reply) => seeOther(reply, paths.signIn({})),
  askProof: async (_, reply) => seeOther(reply, paths.verification({})),
  askCgu: async (_, reply) => seeOther(reply, paths.cgu({})),
  refuseNotHabilite: async (_, reply) => reply.code(403).send(),
});
