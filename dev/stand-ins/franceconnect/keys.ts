import { generateKeyPairSync, type KeyObject } from "node:crypto";
import type { JWKS } from "fc-oidc-provider";

export type SigningKeys = {
  readonly ES256: { readonly kid: string; readonly privateKey: KeyObject };
  readonly RS256: { readonly kid: string; readonly privateKey: KeyObject };
};

/** Fresh keys labelled as FranceConnect's hardware labels its own: the label may survive a change of key. */
export const generateSigningKeys = (suffix = ""): SigningKeys => ({
  ES256: {
    kid: `pkcs11:ES256:hsm${suffix}`,
    privateKey: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey,
  },
  RS256: {
    kid: `pkcs11:RS256:hsm${suffix}`,
    privateKey: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey,
  },
});

/** The private key set for the OpenID Provider library, which publishes its public half. */
export const toPrivateJwks = (keys: SigningKeys): JWKS =>
  ({
    keys: (["ES256", "RS256"] as const).map((alg) => ({
      ...keys[alg].privateKey.export({ format: "jwk" }),
      kid: keys[alg].kid,
      alg,
      use: "sig",
    })),
  }) as JWKS;
