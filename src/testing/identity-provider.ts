import { createHash, createHmac, randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { createServer } from "node:net";
import { afterAll } from "vitest";
import { startFranceConnectSimulator } from "#dev/stand-ins/franceconnect/simulator.ts";
import { type Browser, createBrowser, type Page } from "#dev/stand-ins/franceconnect/testing/browser.ts";
import type { Stream } from "#domain/fact.ts";
import type { ConnexionId } from "#domain/ids.ts";
import type { ClientFi, Settings } from "#platform/settings.ts";
import { FC_ORIGIN_IN_TESTS, testClientFi, testSettings } from "./test-settings.ts";
import { type Aidant, type movingClock, openWorld } from "./world.ts";

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });

/** A clock that runs, and that a test may move. */
const runningClock = () => {
  let offset = 0;
  return {
    now: () => new Date(Date.now() + offset),
    advance: (ms: number) => {
      offset += ms;
    },
    set: (instant: Date) => {
      offset = instant.getTime() - Date.now();
    },
  } satisfies ReturnType<typeof movingClock>;
};

type Options = {
  readonly franceConnectOrigin?: string;
  readonly clients?: readonly ClientFi[];
  readonly overrides?: Partial<Settings>;
  /** Where to answer, when a client must know it first. */
  readonly port?: number;
};

/** A world whose identity provider answers on a loopback port, as clients meet it. */
export const openIdentityProvider = async ({
  franceConnectOrigin = FC_ORIGIN_IN_TESTS,
  clients = [testClientFi(franceConnectOrigin)],
  overrides = {},
  port: givenPort,
}: Options = {}) => {
  const port = givenPort ?? (await freePort());
  const origin = `http://127.0.0.1:${port}`;
  const clock = runningClock();
  const world = await openWorld(
    clock.now(),
    testSettings(origin, franceConnectOrigin, { clients, ...overrides }),
    clock,
  );
  await world.app.listen({ host: "127.0.0.1", port });
  return { ...world, origin, call: (request: RawRequest) => rawCall(port, request) };
};

export type Provider = Awaited<ReturnType<typeof openIdentityProvider>>;

export type RawRequest = {
  readonly method: "GET" | "POST";
  /** Path and query, byte for byte. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
export type RawAnswer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

/** One HTTP exchange of literal bytes: no library of ours reads or writes them. */
export const rawCall = (port: number, { method, path, headers = {}, body }: RawRequest): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const form = body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" };
    const request = httpRequest(
      { host: "127.0.0.1", port, method, path, headers: { ...form, ...headers }, agent: false },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString(),
          }),
        );
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.end(body);
  });

/** The only client of these settings, or the first. */
export const clientOf = ({ settings: { clients } }: Provider): ClientFi => {
  const [client] = clients;
  if (!client) throw new Error("These settings hold no client.");
  return client;
};

/** The stream of the request that carried this `state`. */
export const streamOf = async ({ db }: Provider, state: string): Promise<Stream> => {
  const { id } = await db
    .selectFrom("connexion")
    .select("id")
    .where("state_hash", "=", createHash("sha256").update(state).digest())
    .executeTakeFirstOrThrow();
  return `connexion/${id as ConnexionId}`;
};

/** The browser of an aidant already signed in. */
export const browserOf = (provider: Provider, aidant: Aidant): Browser => {
  const browser = createBrowser();
  const cookies = [...aidant.cookies].map(([name, value]) => `${name}=${value}; Path=/`);
  browser.cookies.store(new URL(provider.origin), cookies);
  return browser;
};

export type Asked = { readonly state: string; readonly nonce: string; readonly path: string };

/** The authorization request that FranceConnect sends (chapter 01 §3.3); `changes` overrides or, with null, removes. */
export const askFor = (
  client: ClientFi,
  changes: Readonly<Record<string, string | null>> = {},
  repScope?: readonly string[],
): Asked => {
  const state = randomBytes(32).toString("hex");
  const nonce = randomBytes(32).toString("hex");
  const claims = repScope && JSON.stringify({ id_token: { rep_scope: { essential: true, values: repScope } } });
  const parameters: Record<string, string | null> = {
    client_id: client.clientId,
    redirect_uri: client.redirectUris[0] as string,
    response_type: "code",
    scope: "openid profile email birth",
    acr_values: "eidas1",
    nonce,
    state,
    prompt: "login",
    ...(claims ? { claims } : {}),
    ...changes,
  };
  const query = Object.entries(parameters)
    .filter((entry): entry is [string, string] => entry[1] !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");
  return { state, nonce, path: `/authorize?${query}` };
};

/** Follows our own redirections; stops at the one that leads to the client. */
export const walk = async (browser: Browser, origin: string, first: Page): Promise<Page> => {
  let page = first;
  while (page.location?.startsWith(`${origin}/`)) page = await browser.get(page.location, { follow: false });
  return page;
};

export const press = async (browser: Browser, origin: string, page: Page, button: string, fields = {}): Promise<Page> =>
  walk(browser, origin, await browser.submit(page, button, fields, { follow: false }));

/** The button of that beginning: usagers and actes are named in full. */
export const buttonThat = (page: Page, start: string): string => {
  const found = page.buttons.find((button) => button.startsWith(start));
  if (!found)
    throw new Error(`No button begins with « ${start} » at ${page.url}: ${page.buttons.join(" | ")}\n${page.text}`);
  return found;
};

export const openSteps = async (provider: Provider, browser: Browser, asked: Asked): Promise<Page> =>
  walk(browser, provider.origin, await browser.get(`${provider.origin}${asked.path}`, { follow: false }));

/** Goes from FranceConnect's request to its redirection with a code, choosing this person and, if asked, this acte. */
export const connect = async (
  provider: Provider,
  browser: Browser,
  asked: Asked,
  { usager, acte }: { readonly usager: string; readonly acte?: string },
): Promise<URLSearchParams> => {
  const { origin } = provider;
  let page = await openSteps(provider, browser, asked);
  page = await press(browser, origin, page, buttonThat(page, usager));
  if (page.url.endsWith("/acte")) page = await press(browser, origin, page, buttonThat(page, acte ?? ""));
  page = await press(browser, origin, page, "Me connecter à sa place");
  if (!page.location) throw new Error(`No redirection to the client: ${page.status} ${page.url}\n${page.text}`);
  return new URL(page.location).searchParams;
};

export const tokenBody = (client: ClientFi, code: string, changes: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    grant_type: "authorization_code",
    code,
    redirect_uri: client.redirectUris[0] as string,
    client_id: client.clientId,
    client_secret: client.clientSecret,
    ...changes,
  })
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join("&");

export const redeem = ({ call }: Provider, client: ClientFi, code: string, changes = {}): Promise<RawAnswer> =>
  call({
    method: "POST",
    path: "/token",
    headers: { accept: "application/json" },
    body: tokenBody(client, code, changes),
  });

export const userinfo = ({ call }: Provider, token: string, headers = {}): Promise<RawAnswer> =>
  call({
    method: "GET",
    path: "/userinfo",
    headers: { authorization: `Bearer ${token}`, accept: "application/json", ...headers },
  });

type Claims = Readonly<Record<string, unknown>>;
export type DecodedJwt = {
  readonly header: Claims;
  readonly claims: Claims;
  readonly signed: string;
  readonly signature: string;
};

/** A JWT taken apart by hand. */
export const decodeJwt = (jwt: string): DecodedJwt => {
  const [header = "", claims = "", signature = ""] = jwt.split(".");
  const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString()) as Claims;
  return { header: read(header), claims: read(claims), signed: `${header}.${claims}`, signature };
};

/** HS256 with the UTF-8 bytes of the secret, computed here. */
export const hs256 = (signed: string, secret: string): string =>
  createHmac("sha256", Buffer.from(secret, "utf8")).update(signed).digest("base64url");

export const sha256Hex = (value: string): string => createHash("sha256").update(value).digest("hex");

/** The simulator of FranceConnect and our identity provider, each knowing the other. */
export const openBehindFranceConnect = async (changes: Partial<ClientFi> = {}) => {
  const { clientId, clientSecret } = testClientFi();
  const { franceConnect: fs } = testSettings();
  const simulator = await startFranceConnectSimulator({
    port: 0,
    serviceOrigin: "http://127.0.0.1:9",
    quiet: true,
    fs: {
      clientId: fs.clientId,
      clientSecret: fs.clientSecret,
      redirectUris: ["/franceconnect/callback"],
      postLogoutRedirectUris: ["/franceconnect/logout-callback"],
    },
    fi: { clientId, clientSecret },
  });
  const provider = await openIdentityProvider({
    franceConnectOrigin: simulator.origin,
    clients: [testClientFi(simulator.origin, changes)],
  });
  simulator.pointAt(provider.origin);
  afterAll(() => simulator.close());
  return { provider, simulator };
};

/** What a redirection carries back to the client. */
export const queryOf = (location: string | null) => Object.fromEntries(new URL(location ?? "").searchParams);
