import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import { sql } from "kysely";
import { type Adapter, type AdapterPayload, type Configuration, Provider } from "oidc-provider";
import type { Deps } from "#deps.ts";
import { toClientMetadata } from "#features/fournisseur-identite/client-metadata.ts";
import {
  type Artefact,
  type ArtefactKind,
  consumeArtefact,
  destroyArtefact,
  findArtefact,
  recordArtefact,
  revokeGrant,
} from "#store/oidc-artefact-store.ts";

const nothing = async () => undefined;
const forgetful: Adapter = {
  upsert: nothing,
  find: nothing,
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};

/** The same tables and statements as ours, without a fact, a decision or a page; its login session is not kept either. */
const adapterOf =
  (deps: Deps) =>
  (name: string): Adapter => {
    if (name === "Session") return forgetful;
    const kind = name as ArtefactKind;
    const { db, clock } = deps;
    return {
      ...forgetful,
      find: (id) => findArtefact(db, deps, kind, id, clock.now()) as Promise<AdapterPayload | undefined>,
      upsert: (id, payload, seconds = 0) =>
        recordArtefact(db, deps, kind, id, {
          payload: payload as Artefact,
          expiresAt: new Date(clock.now().getTime() + seconds * 1000),
        }),
      consume: async (id) => {
        await db.transaction().execute((tx) => consumeArtefact(tx, kind, id, clock.now()));
      },
      destroy: (id) => destroyArtefact(db, kind, id),
      revokeByGrantId: (grantId) => revokeGrant(db, grantId),
    };
  };

const identity = {
  given_name: "Angela Claire Louise",
  family_name: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela.dubois@example.test",
};

const off = { enabled: false } as const;

const configure = (deps: Deps): Configuration => ({
  jwks: { keys: [generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" }) as never] },
  adapter: adapterOf(deps),
  clients: deps.settings.clients.map((client) => ({ ...toClientMetadata(client), subject_type: "public" })),
  findAccount: async (_, accountId) => ({ accountId, claims: async () => ({ sub: accountId, ...identity }) }),
  claims: {
    openid: ["sub", "acr", "auth_time"],
    profile: ["given_name", "family_name", "birthdate", "gender"],
    email: ["email"],
    birth: ["birthplace", "birthcountry"],
  },
  acrValues: ["eidas1"],
  scopes: ["openid"],
  responseTypes: ["code"],
  clientAuthMethods: ["client_secret_post"],
  enabledJWA: { idTokenSigningAlgValues: ["HS256", "ES256"], userinfoSigningAlgValues: ["HS256", "ES256"] },
  cookies: { keys: ["mesure"] },
  expiresWithSession: async () => false,
  loadExistingGrant: async ({ oidc }) =>
    oidc.result?.consent?.grantId ? oidc.provider.Grant.find(oidc.result.consent.grantId) : undefined,
  routes: { authorization: "/authorize", userinfo: "/userinfo" },
  ttl: { AuthorizationCode: 60, AccessToken: 60, IdToken: 300, Grant: 120, Interaction: 1800, Session: 1800 },
  features: {
    devInteractions: off,
    pushedAuthorizationRequests: off,
    resourceIndicators: off,
    dPoP: off,
    rpInitiatedLogout: off,
    claimsParameter: { enabled: true },
    jwtUserinfo: { enabled: true },
  },
});

/**
 * A bare `oidc-provider` whose only step says yes. `padding` durable commits of one row are added to each connexion, so
 * that it waits for the disk as often as ours.
 */
export const createBareProvider = (deps: Deps, padding: () => number): Server => {
  const provider = new Provider(deps.settings.origin, configure(deps));
  const answer = provider.callback();
  const pad = async () => {
    for (let rank = 0; rank < padding(); rank += 1)
      await sql`insert into bench_row (body) values (${Buffer.alloc(400)})`.execute(deps.db);
  };
  return createServer(async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return answer(request, response);
    await pad();
    const { params } = await provider.interactionDetails(request, response);
    const accountId = deps.random.uuid();
    const grant = new provider.Grant({ accountId, clientId: params.client_id as string });
    grant.addOIDCScope("openid profile email birth");
    const result = { login: { accountId, acr: "eidas1" }, consent: { grantId: await grant.save() } };
    return provider.interactionFinished(request, response, result);
  });
};
