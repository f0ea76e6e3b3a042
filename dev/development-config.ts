import { createServer } from "node:net";
import { join } from "node:path";
import { type Environment, parseClients } from "#config.ts";
import { projectRoot } from "#platform/project-root.ts";
import type { ClientFi, Settings } from "#platform/settings.ts";
import { type CheckoutSecrets, checkoutSecrets } from "./checkout-secrets.ts";
import { aidantsConnectUid } from "./stand-ins/franceconnect/records.ts";

/** What the development build decides by itself, so that `npm start` needs nothing (chapter 00, handles). */
export type DevelopmentConfig = {
  readonly settings: Settings;
  readonly secrets: CheckoutSecrets;
  readonly host: string;
  readonly port: number;
  readonly simulatorPort: number;
  readonly databaseUrl: string | undefined;
  readonly directory: string;
};

/** Reads the handles of chapter 00: `PORT`, `HOST`, `FC_SIM_PORT`, `DATABASE_URL`, `AC_DATA_DIR`, `FI_CLIENTS`. */
export const developmentConfig = async (env: Environment): Promise<DevelopmentConfig> => {
  const host = env.HOST || "127.0.0.1";
  const port = Number(env.PORT || 3000) || (await freePort());
  const simulatorPort = env.FC_SIM_PORT ? Number(env.FC_SIM_PORT) || (await freePort()) : port + 1;
  const directory = env.AC_DATA_DIR || join(projectRoot, ".data");
  const secrets = checkoutSecrets(directory);
  const origin = `http://${host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host}:${port}`;
  return {
    settings: developmentSettings(origin, `http://127.0.0.1:${simulatorPort}`, secrets, env.FI_CLIENTS),
    secrets,
    host,
    port,
    simulatorPort,
    databaseUrl: env.DATABASE_URL,
    directory,
  };
};

const developmentSettings = (
  origin: string,
  simulator: string,
  secrets: CheckoutSecrets,
  clientsJson: string | undefined,
): Settings => ({
  origin,
  franceConnect: {
    issuer: `${simulator}/api/v2`,
    clientId: "ac-fs",
    clientSecret: secrets.fs,
    redirectUri: `${origin}/franceconnect/callback`,
    postLogoutRedirectUri: `${origin}/franceconnect/logout-callback`,
    scopes:
      "openid given_name family_name birthdate idp_birthdate gender birthplace birthcountry email preferred_username idp_id".split(
        " ",
      ),
    signingAlg: "ES256",
    aidantsConnectExcluded: false,
    aidantsConnectUid,
  },
  clients: [
    clientOfSimulator(simulator, "franceconnect", "FranceConnect (simulateur)", secrets.fi),
    {
      ...clientOfSimulator(simulator, "franceconnect-moderne", "FranceConnect moderne (simulateur)", secrets.fiModerne),
      profil: "moderne",
      claimAct: true,
      claimMandat: true,
    },
    ...(clientsJson ? parseClients(clientsJson) : []),
  ],
  rootKeys: secrets.rootKeys,
  expediteur: "ne-pas-repondre@aidants-connect.example.test",
  demonstration:
    "Démonstration\u00a0: personnes, structures et services sont fictifs. Comptes d’essai à l’adresse /demo.",
});

const clientOfSimulator = (simulator: string, clientId: string, nom: string, clientSecret: string): ClientFi => ({
  clientId,
  clientSecret,
  nom,
  actif: true,
  profil: "franceconnect-v2",
  userinfoJwt: false,
  redirectUris: [`${simulator}/api/v2/oidc-callback`],
  postLogoutRedirectUris: [`${simulator}/api/v2/client/logout-callback`],
  repScope: "auto",
  claimAct: false,
  claimMandat: false,
  requirePkce: false,
});

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { readonly port: number };
      probe.close(() => resolve(port));
    });
  });
