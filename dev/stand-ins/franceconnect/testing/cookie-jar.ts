type Cookie = {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
  readonly expiresAt: number;
};

export type CookieJar = {
  /** The `Cookie` header for this URL, or an empty string. Cookies ignore ports (RFC 6265 §8.5). */
  readonly headerFor: (url: URL) => string;
  readonly store: (url: URL, setCookies: readonly string[]) => void;
  readonly get: (url: string | URL, name: string) => string | undefined;
  readonly clear: () => void;
};

/** RFC 6265 §5.1.4. */
const defaultPath = (pathname: string) => pathname.slice(0, Math.max(1, pathname.lastIndexOf("/")));
const pathMatches = (cookiePath: string, path: string) =>
  path === cookiePath || path.startsWith(cookiePath.endsWith("/") ? cookiePath : `${cookiePath}/`);

const parse = (url: URL, header: string, now: number): Cookie | null => {
  const [pair = "", ...parts] = header.split(";").map((part) => part.trim());
  const equals = pair.indexOf("=");
  if (equals < 1) return null;
  const attributes = new Map(
    parts.map((part) => {
      const [name = "", ...value] = part.split("=");
      return [name.toLowerCase(), value.join("=")] as const;
    }),
  );
  const maxAge = attributes.get("max-age");
  const expires = attributes.get("expires");
  const expiresAt =
    maxAge !== undefined ? now + Number(maxAge) * 1000 : expires ? Date.parse(expires) : Number.POSITIVE_INFINITY;
  const path = attributes.get("path");
  return {
    host: url.hostname,
    path: path?.startsWith("/") ? path : defaultPath(url.pathname),
    name: pair.slice(0, equals),
    value: pair.slice(equals + 1),
    expiresAt,
  };
};

export const createCookieJar = (now: () => number = () => Date.now()): CookieJar => {
  const cookies = new Map<string, Cookie>();
  const matching = (url: URL) =>
    [...cookies.values()]
      .filter(
        ({ host, path, expiresAt }) => host === url.hostname && pathMatches(path, url.pathname) && expiresAt > now(),
      )
      .sort((a, b) => b.path.length - a.path.length);
  return {
    headerFor: (url) =>
      matching(url)
        .map(({ name, value }) => `${name}=${value}`)
        .join("; "),
    store: (url, setCookies) => {
      for (const header of setCookies) {
        const cookie = parse(url, header, now());
        if (!cookie) continue;
        const key = `${cookie.host};${cookie.path};${cookie.name}`;
        if (cookie.expiresAt <= now()) cookies.delete(key);
        else cookies.set(key, cookie);
      }
    },
    get: (url, name) => matching(new URL(url)).find((cookie) => cookie.name === name)?.value,
    clear: () => cookies.clear(),
  };
};
