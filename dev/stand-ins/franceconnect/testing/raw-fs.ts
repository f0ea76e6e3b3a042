import { createPublicKey, type JsonWebKey, verify } from "node:crypto";
import type { FranceConnectSimulator } from "../simulator.ts";
import type { Browser, Page } from "./browser.ts";
import { type Landing, openLanding } from "./landing.ts";

type Json = Record<string, unknown>;
type TokenAnswer = { readonly status: number; readonly headers: Headers; readonly body: Json };

export type RawFs = {
  readonly landing: Landing;
  readonly redirectUri: string;
  readonly authorizeUrl: (overrides?: Readonly<Record<string, string | null>>) => string;
  /** The raw form of spec 01 §2.5, each field of it replaceable. */
  readonly redeem: (code: string, overrides?: Readonly<Record<string, string>>) => Promise<TokenAnswer>;
  readonly askUserinfo: (accessToken: string) => Promise<Response>;
  readonly close: () => Promise<void>;
};

const clientSecret = "secret-du-service-de-test-en-toutes-lettres-0123456789";

/** A service provider in raw HTTP: no library, so that the simulator's bytes are judged as they are. */
export const openRawFs = async (simulator: FranceConnectSimulator, clientId: string): Promise<RawFs> => {
  const landing = await openLanding();
  const redirectUri = `${landing.origin}/retour`;
  simulator.patchRecord("fs", clientId, {
    clientSecret,
    redirectUris: [redirectUri],
    postLogoutRedirectUris: [`${landing.origin}/fin`],
  });
  const honest = {
    client_id: clientId,
    response_type: "code",
    scope: "openid given_name family_name birthdate gender birthplace birthcountry email preferred_username",
    redirect_uri: redirectUri,
    acr_values: "eidas1",
    nonce: "un-nonce-de-trente-deux-lettres",
    state: "un-state-de-trente-deux-lettres",
  };
  return {
    landing,
    redirectUri,
    authorizeUrl: (overrides = {}) => {
      const query = new URLSearchParams();
      for (const [name, value] of Object.entries({ ...honest, ...overrides }))
        if (value !== null) query.set(name, value);
      return `${simulator.issuer}/authorize?${query}`;
    },
    redeem: async (code, overrides = {}) => {
      const form = {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        client_id: clientId,
        client_secret: clientSecret,
        ...overrides,
      };
      const response = await fetch(`${simulator.issuer}/token`, { method: "POST", body: new URLSearchParams(form) });
      return { status: response.status, headers: response.headers, body: (await response.json()) as Json };
    },
    askUserinfo: (accessToken) =>
      fetch(`${simulator.issuer}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } }),
    close: landing.close,
  };
};

export const demoFiButton = "Continuer avec Identité de démonstration";

/** From a service's request to the consent page, by the demonstration identity provider. */
export const reachConsent = async (
  browser: Browser,
  authorizeUrl: string,
  citizen = "Angela DUBOIS",
): Promise<Page> => {
  const chooser = await browser.get(authorizeUrl);
  const people = await browser.submit(chooser, demoFiButton);
  return browser.submit(people, `Se connecter en tant que ${citizen}`);
};

/** Presses « Continuer sur … », whatever the service's title. */
export const goOn = (browser: Browser, consent: Page): Promise<Page> => {
  const button = consent.buttons.find((label) => label.startsWith("Continuer sur "));
  if (!button) throw new Error(`Not a consent page: ${consent.text.slice(0, 400)}`);
  return browser.submit(consent, button);
};

export const queryOf = (page: Page): URLSearchParams => new URL(page.url).searchParams;

/** Header and claims of a JWS whose signature by the published keys holds; throws otherwise. `node:crypto` only. */
export const verifyWithPublishedKeys = async (issuer: string, jwt: string): Promise<{ header: Json; claims: Json }> => {
  const [head = "", payload = "", signature = ""] = jwt.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg: string; kid: string };
  const { keys } = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: (JsonWebKey & { kid: string })[] };
  const jwk = keys.find(({ kid }) => kid === header.kid);
  if (!jwk) throw new Error(`No published key ${header.kid}`);
  const key = createPublicKey({ key: jwk, format: "jwk" });
  const given = header.alg === "ES256" ? { key, dsaEncoding: "ieee-p1363" as const } : key;
  if (!verify("sha256", Buffer.from(`${head}.${payload}`), given, Buffer.from(signature, "base64url")))
    throw new Error("The signature does not hold");
  return { header, claims: JSON.parse(Buffer.from(payload, "base64url").toString()) as Json };
};
