import type { Exchange, Sent } from "./http-exchange.ts";

export type Route = {
  readonly method: "GET" | "POST";
  /** A path whose `:name` segments are parameters. */
  readonly path: string;
  readonly handle: (exchange: Exchange) => Sent | Promise<Sent>;
};

export const get = (path: string, handle: Route["handle"]): Route => ({ method: "GET", path, handle });
export const post = (path: string, handle: Route["handle"]): Route => ({ method: "POST", path, handle });

const match = (pattern: string, path: string): Record<string, string> | null => {
  const expected = pattern.split("/");
  const actual = path.split("/");
  if (expected.length !== actual.length) return null;
  const params: Record<string, string> = {};
  for (const [position, segment] of expected.entries()) {
    const value = actual[position] ?? "";
    if (segment.startsWith(":") && value !== "") params[segment.slice(1)] = value;
    else if (segment !== value) return null;
  }
  return params;
};

/** The first route that answers this method and path, with its parameters bound; null when there is none. */
export const findRoute = (routes: readonly Route[], exchange: Exchange): (() => Sent | Promise<Sent>) | null => {
  for (const route of routes) {
    if (route.method !== exchange.method) continue;
    const params = match(route.path, exchange.url.pathname);
    if (params) return () => route.handle({ ...exchange, params });
  }
  return null;
};
