import type { FastifyInstance } from "fastify";
import { totpCodeAt } from "#platform/totp.ts";
import { createGuardedApp } from "./guarded-app.ts";
import { aPerson, type Person } from "./person.ts";
import type { Aidant, TestStructure, World } from "./world.ts";

const MINUTE = 60_000;
const act = "/espace-aidant/:structure/essai";

type Done = { readonly structure: string; readonly text: unknown };

/** One sensitive act behind the guards, and all that was done by it: for tests of proofs and of forms put aside. */
export const openSensitiveScene = async ({ db, deps, clock, aStructure }: World) => {
  const done: Done[] = [];
  const app = createGuardedApp(deps, async (habilite: FastifyInstance) => {
    habilite.get(act, async (_, reply) => reply.send("formulaire"));
    habilite.post(act, { config: { sensitive: "conclure-mandat" } }, async ({ acting, body }, reply) => {
      done.push({ structure: acting.structure, text: (body as { text: unknown }).text });
      return reply.redirect(`/espace-aidant/${acting.structure}/fait`, 303);
    });
    habilite.get("/espace-aidant/:structure/fait", async (_, reply) => reply.send("fait"));
    habilite.get("/espace-aidant/:structure/attente", { config: { polling: true } }, async (_, reply) =>
      reply.send("…"),
    );
  });
  await app.ready();

  const csrfOfBrowser = (cookies: ReadonlyMap<string, string>) => cookies.get("ac-navigateur") ?? "";
  /** A browser at this scene; its forms are bound to `sessionId`, or to the browser when there is none. */
  const aBrowser = (cookies: ReadonlyMap<string, string> = new Map(), sessionId?: string): Person =>
    aPerson(app, deps, sessionId ? () => sessionId : csrfOfBrowser, new Map(cookies));
  const aScene = async () => {
    const structure = await aStructure();
    const aidante = await structure.anAidant();
    const person = aBrowser(aidante.cookies, aidante.sessionId);
    return { structure, aidante, person, url: act.replace(":structure", structure.reference) };
  };
  return {
    aBrowser,
    aScene,
    /** The same, with a form posted under a proof 16 minutes old. */
    aStaleScene: async () => {
      const scene = await aScene();
      clock.advance(16 * MINUTE);
      await scene.person.post(scene.url, { text: ["un", "deux & trois"] });
      return scene;
    },
    doneFor: ({ reference }: TestStructure) => done.filter(({ structure }) => structure === reference),
    codeOf: ({ secret }: Pick<Aidant, "secret">) => totpCodeAt(secret, clock.now()),
    waitingRows: (compteId: string) =>
      db.selectFrom("requete_suspendue").selectAll().where("compte_id", "=", compteId).execute(),
  };
};
