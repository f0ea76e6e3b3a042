import type { LightMyRequestResponse } from "fastify";
import type { App } from "#app.ts";
import type { Deps } from "#deps.ts";

export type Answer = LightMyRequestResponse;
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser over HTTP in process: keeps its cookies, sends our own anti-forgery token. */
export type Person = {
  readonly get: (url: string) => Promise<Answer>;
  readonly post: (url: string, fields?: Fields) => Promise<Answer>;
  readonly cookies: Map<string, string>;
};

/** `csrfSubject` answers what the forms of this person are bound to: her session, or her browser before sign-in. */
export const aPerson = (
  app: App,
  { keys, settings }: Deps,
  csrfSubject: (cookies: ReadonlyMap<string, string>) => string,
  cookies = new Map<string, string>(),
): Person => {
  const keep = (answer: Answer): Answer => {
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0 || value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };
  const headers = () => ({ cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") });

  return {
    cookies,
    get: async (url) => keep(await app.inject({ method: "GET", url, headers: headers() })),
    post: async (url, fields = {}) => {
      const _csrf = keys.fingerprint("csrf", csrfSubject(cookies)).toString("base64url");
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries({ _csrf, ...fields }))
        for (const one of [value].flat()) body.append(name, one as string);
      return keep(
        await app.inject({
          method: "POST",
          url,
          headers: {
            ...headers(),
            origin: settings.origin,
            "content-type": "application/x-www-form-urlencoded",
          },
          payload: body.toString(),
        }),
      );
    },
  };
};
