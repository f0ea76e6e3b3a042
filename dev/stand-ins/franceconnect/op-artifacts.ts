import type { Adapter, AdapterPayload } from "fc-oidc-provider";

export type ArtifactStore = {
  readonly adapterFor: (model: string) => Adapter;
  readonly clear: () => void;
};

type ClientLookup = (clientId: string) => AdapterPayload | undefined;
type Artifact = { payload: AdapterPayload; readonly expiresAt: number };

/** What the OpenID Provider library keeps, in memory. Clients are read from FranceConnect's records at each use. */
export const createArtifactStore = (now: () => Date, findClient: ClientLookup): ArtifactStore => {
  const artifacts = new Map<string, Artifact>();
  const alive = (key: string) => {
    const artifact = artifacts.get(key);
    return artifact && artifact.expiresAt > +now() ? artifact.payload : undefined;
  };

  const adapterFor = (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload, expiresIn) => {
        const expiresAt = expiresIn ? +now() + expiresIn * 1000 : Number.POSITIVE_INFINITY;
        artifacts.set(keyOf(id), { payload: structuredClone(payload), expiresAt });
      },
      find: async (id) => (model === "Client" ? findClient(id) : alive(keyOf(id))),
      findByUid: async (uid) =>
        [...artifacts.entries()].find(([key, { payload }]) => key.startsWith(`${model}:`) && payload.uid === uid)?.[1]
          .payload,
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const payload = alive(keyOf(id));
        if (payload) payload.consumed = Math.floor(+now() / 1000);
      },
      destroy: async (id) => {
        artifacts.delete(keyOf(id));
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of artifacts) if (payload.grantId === grantId) artifacts.delete(key);
      },
    };
  };
  return { adapterFor, clear: () => artifacts.clear() };
};
