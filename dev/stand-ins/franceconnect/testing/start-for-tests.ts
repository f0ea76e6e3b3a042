import type { SimulatorOptions } from "../options.ts";
import { type FranceConnectSimulator, startFranceConnectSimulator } from "../simulator.ts";

export const acFs = {
  clientId: "ac-fs",
  clientSecret: "secret-de-test-du-fournisseur-de-service-0123456789",
  redirectUris: ["/franceconnect/callback"],
  postLogoutRedirectUris: ["/franceconnect/logout-callback"],
};
export const acFi = { clientId: "fc-client", clientSecret: "secret-de-test-du-fournisseur-d-identite-0123456789" };
export const acFiModerne = {
  clientId: "fc-client-moderne",
  clientSecret: "secret-de-test-du-profil-moderne-0123456789abcd",
};

/** A simulator for one test file, on any free port. Nobody answers at its service unless one is given. */
export const startForTests = (options: Partial<SimulatorOptions> = {}): Promise<FranceConnectSimulator> =>
  startFranceConnectSimulator({
    port: 0,
    serviceOrigin: "http://127.0.0.1:9",
    fs: acFs,
    fi: acFi,
    fiModerne: acFiModerne,
    ...options,
  });
