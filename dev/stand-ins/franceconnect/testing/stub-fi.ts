import { createHmac, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Claims = Record<string, unknown>;
type Answer = { readonly status: number; readonly type: string; readonly body: string };

/** How the identity provider behaves; each member replaces one honest answer. */
export type StubBehaviour = {
  /** Changes the id_token's claims before they are signed; undefined members vanish. */
  readonly idToken?: (claims: Claims) => Claims;
  /** Changes the identity; undefined members vanish. */
  readonly identity?: (claims: Claims) => Claims;
  /** The query sent back to FranceConnect instead of `code` and `state`. */
  readonly callback?: (query: { readonly code: string; readonly state: string }) => Record<string, string>;
  readonly token?: (honest: Claims) => Answer;
  readonly userinfo?: () => Answer;
};

export type StubRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
};

export type StubFi = {
  readonly origin: string;
  /** The fields of an FI record that lead to this stub. */
  readonly record: Readonly<Record<string, string>>;
  readonly requests: readonly StubRequest[];
  readonly behave: (behaviour: StubBehaviour) => void;
  readonly requestsTo: (path: string) => readonly StubRequest[];
  readonly close: () => Promise<void>;
};

const clientId = "fc-chez-le-bouchon";
const clientSecret = "un-secret-partage-de-soixante-quatre-caracteres-pour-la-signature";

const angela: Claims = {
  sub: "angela-chez-le-bouchon",
  given_name: "Angela Claire Louise",
  family_name: "DUBOIS",
  birthdate: "1962-08-24",
  gender: "female",
  birthplace: "75107",
  birthcountry: "99100",
  email: "angela.dubois@example.test",
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** HS256 over the UTF-8 bytes of the secret, as the registration says (spec 01 §3.2). */
const signHs256 = (claims: Claims) => {
  const input = `${part({ alg: "HS256" })}.${part(claims)}`;
  return `${input}.${createHmac("sha256", Buffer.from(clientSecret, "utf8")).update(input).digest("base64url")}`;
};

const json = (status: number, value: unknown): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});

const readRequest = async (req: IncomingMessage, origin: string): Promise<StubRequest> => {
  const url = new URL(req.url ?? "/", origin);
  let body = "";
  for await (const chunk of req) body += chunk;
  return {
    method: req.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    form: new URLSearchParams(body),
    headers: req.headers,
  };
};

/**
 * An identity provider in raw HTTP and `node:crypto`, sharing no code with what it tests. It logs Angela in at once,
 * and answers whatever it is told to.
 */
export const startStubFi = async (now: () => number = () => Date.now()): Promise<StubFi> => {
  let behaviour: StubBehaviour = {};
  const requests: StubRequest[] = [];
  const nonces = new Map<string, string>();

  const authorize = (request: StubRequest, res: ServerResponse) => {
    const asked = request.method === "POST" ? request.form : request.query;
    const code = randomBytes(16).toString("hex");
    nonces.set(code, asked.get("nonce") ?? "");
    const honest = { code, state: asked.get("state") ?? "" };
    const query = new URLSearchParams(behaviour.callback?.(honest) ?? honest);
    res.writeHead(302, { location: `${asked.get("redirect_uri")}?${query}` }).end();
  };

  const token = (request: StubRequest, origin: string): Answer => {
    const nonce = nonces.get(request.form.get("code") ?? "");
    if (request.form.get("client_secret") !== clientSecret) return json(401, { error: "invalid_client" });
    if (nonce === undefined) return json(400, { error: "invalid_grant" });
    nonces.delete(request.form.get("code") ?? "");
    const iat = Math.floor(now() / 1000);
    const claims = { iss: origin, sub: angela.sub, aud: clientId, iat, exp: iat + 300, nonce, acr: "eidas1" };
    const honest = {
      access_token: randomBytes(16).toString("hex"),
      token_type: "Bearer",
      expires_in: 60,
      id_token: signHs256(behaviour.idToken?.(claims) ?? claims),
    };
    return behaviour.token?.(honest) ?? json(200, honest);
  };

  const answer = (request: StubRequest, origin: string): Answer => {
    if (request.path === "/token") return token(request, origin);
    if (request.path === "/userinfo")
      return behaviour.userinfo?.() ?? json(200, behaviour.identity?.(angela) ?? angela);
    return json(404, { error: "not_found" });
  };

  const server = createServer(async (req, res) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const request = await readRequest(req, origin);
    requests.push(request);
    if (request.path === "/authorize") return authorize(request, res);
    if (request.path === "/session/end") {
      const back = `${request.query.get("post_logout_redirect_uri")}?state=${request.query.get("state")}`;
      return res.writeHead(302, { location: back }).end();
    }
    const { status, type, body } = answer(request, origin);
    return res.writeHead(status, { "content-type": type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    record: {
      issuer: origin,
      authzURL: `${origin}/authorize`,
      tokenURL: `${origin}/token`,
      userInfoURL: `${origin}/userinfo`,
      endSessionURL: `${origin}/session/end`,
      clientID: clientId,
      clientSecret,
    },
    requests,
    behave: (next) => {
      behaviour = next;
    },
    requestsTo: (path) => requests.filter((request) => request.path === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
