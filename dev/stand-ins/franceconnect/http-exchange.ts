import type { IncomingMessage, ServerResponse } from "node:http";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";

/** Every handler ends by answering: a branch that forgets to does not compile. */
export type Sent = "sent";

export type Exchange = {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly method: string;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  readonly cookie: (name: string) => string | undefined;
  /** Kept by the browser until it closes, or `seconds`; removed with an empty value. */
  readonly setCookie: (name: string, value: string, seconds?: number) => void;
  /** The form posted, or nothing. Refuses more than 64 kB. */
  readonly form: () => Promise<URLSearchParams>;
  readonly body: () => Promise<string>;
  readonly page: (status: number, page: VNode) => Sent;
  readonly json: (status: number, value: unknown, headers?: Record<string, string>) => Sent;
  /** A fixed text, kept ten minutes by the browser. */
  readonly file: (type: string, content: string) => Sent;
  readonly redirect: (location: string, status?: 302 | 303) => Sent;
};

export class RequestTooLarge extends Error {}

const bodyLimit = 65_536;

const readBody = async (req: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > bodyLimit) throw new RequestTooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
};

const readCookies = (header: string | undefined) =>
  new Map(
    (header ?? "").split(/;\s*/).flatMap((pair) => {
      const equals = pair.indexOf("=");
      return equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)] as const] : [];
    }),
  );

/** No form-action: the forms of a broker end, after redirections, at any registered service or identity provider. */
export const pageHeaders = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

export const renderPage = (page: VNode): string => `<!doctype html>${render(page)}`;

export const openExchange = (req: IncomingMessage, res: ServerResponse, origin: string): Exchange => {
  const cookies = readCookies(req.headers.cookie);
  let body: Promise<string> | undefined;
  const readOnce = () => {
    body ??= readBody(req);
    return body;
  };
  const send = (status: number, type: string, content: string, headers: Record<string, string> = {}): Sent => {
    res.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers });
    res.end(content);
    return "sent";
  };

  return {
    req,
    res,
    method: req.method ?? "GET",
    url: new URL(req.url ?? "/", origin),
    params: {},
    cookie: (name) => cookies.get(name),
    setCookie: (name, value, seconds) => {
      const age = value === "" ? "; Max-Age=0" : seconds === undefined ? "" : `; Max-Age=${seconds}`;
      res.appendHeader("set-cookie", `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${age}`);
    },
    form: async () => new URLSearchParams(await readOnce()),
    body: readOnce,
    page: (status, page) => send(status, "text/html; charset=utf-8", renderPage(page), pageHeaders),
    json: (status, value, headers) => send(status, "application/json; charset=utf-8", JSON.stringify(value), headers),
    file: (type, content) => send(200, `${type}; charset=utf-8`, content, { "cache-control": "public, max-age=600" }),
    redirect: (location, status = 303) => {
      res.writeHead(status, { location, "cache-control": "no-store" });
      res.end();
      return "sent";
    },
  };
};
