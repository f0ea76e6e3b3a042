import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { render } from "preact-render-to-string";
import type { Deps } from "#deps.ts";
import { faultFields } from "#platform/log.ts";
import { securityHeaders } from "#platform/security-headers.ts";
import { readSigningKeys } from "#store/signing-key-store.ts";
import type { PageFrame } from "#ui/page-frame.ts";
import { endSession } from "./end-session.ts";
import { ProtocolErrorPage } from "./protocol-error.page.tsx";
import { createProvider, openIdPaths } from "./provider.ts";

/** The identity provider beside the pages: it answers its own paths, untouched by what reads forms (chapter 01 §3.1). */
export type IdentityProvider = {
  /** True for the paths of the protocol, legacy spellings included. */
  readonly accepts: (request: IncomingMessage) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The library's instance, for the steps that the aidant goes through. */
  readonly library: () => Promise<Provider>;
};

const KEYS_FRESH_MS = 60_000;

const { authorization, token, userinfo, jwks, discovery } = openIdPaths;
const endSessionPaths: readonly string[] = [openIdPaths.endSession, "/logout/"];
const methodsOf = new Map<string, readonly string[]>([
  [authorization, ["GET", "POST"]],
  [`${authorization}/`, ["GET", "POST"]],
  [token, ["POST"]],
  [`${token}/`, ["POST"]],
  [userinfo, ["GET", "POST"]],
  [`${userinfo}/`, ["GET", "POST"]],
  [jwks, ["GET"]],
  [discovery, ["GET"]],
  ...endSessionPaths.map((path) => [path, ["GET"]] as const),
]);
const resumePath = /^\/authorize\/[\w-]{21,64}$/;
const publicKeysPaths: readonly string[] = [jwks, discovery];

const pathOf = ({ url = "/" }: IncomingMessage): string => url.split("?", 1)[0] as string;

export const createIdentityProvider = (deps: Deps, frame: PageFrame): IdentityProvider => {
  const { settings } = deps;
  const issuer = new URL(settings.origin);
  const page = (error: string) => `<!doctype html>${render(<ProtocolErrorPage frame={frame} error={error} />)}`;
  const library = reloading(deps, async (ctx, { error }) => {
    ctx.type = "text/html; charset=utf-8";
    ctx.set("cache-control", "no-store");
    ctx.body = page(error);
  });

  return {
    library,
    accepts: (request) => {
      const path = pathOf(request);
      const { method = "GET" } = request;
      return methodsOf.get(path)?.includes(method) ?? (method === "GET" && resumePath.test(path));
    },
    handle: async (request, response) => {
      const path = pathOf(request);
      for (const [name, value] of securityHeaders(settings)) response.setHeader(name, value);
      try {
        const provider = await library();
        if (endSessionPaths.includes(path)) return await endSession(deps, provider, page, request, response);
        if (publicKeysPaths.includes(path)) response.setHeader("cache-control", "public, max-age=600");
        addressAsIssuer(request, issuer);
        // A client proves itself in the form: the library would take its secret from this header too.
        if (path.startsWith(token)) delete request.headers.authorization;
        return await provider.callback()(request, response);
      } catch (fault) {
        deps.log.error("the identity provider failed", { ...faultFields(fault), component: "fournisseur-identite" });
        if (response.headersSent) return void response.destroy();
        response.writeHead(503, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
        response.end(page("temporarily_unavailable"));
      }
    },
  };
};

/** The library builds addresses from the request: it is told ours, and no origin, since nothing here is for scripts. */
const addressAsIssuer = ({ headers }: IncomingMessage, issuer: URL): void => {
  headers.host = issuer.host;
  headers["x-forwarded-proto"] = issuer.protocol.slice(0, -1);
  delete headers["x-forwarded-host"];
  delete headers.origin;
};

/** The library with today's keys: it holds them for its life, so another is made when they change. */
const reloading = (deps: Deps, renderError: Parameters<typeof createProvider>[2]): (() => Promise<Provider>) => {
  let current: Promise<{ readonly provider: Provider; readonly kids: string }> | null = null;
  let readAt = 0;
  return async () => {
    const now = deps.clock.now();
    if (!current || Math.abs(now.getTime() - readAt) > KEYS_FRESH_MS) {
      const before = current;
      readAt = now.getTime();
      current = readSigningKeys(deps.db, deps.keys, now).then(async (keys) => {
        const kids = keys.map(({ kid }) => kid).join(" ");
        const former = await before;
        return former?.kids === kids ? former : { provider: createProvider(deps, keys, renderError), kids };
      });
      current.catch(() => {
        current = before;
        readAt = 0;
      });
    }
    return (await current).provider;
  };
};
