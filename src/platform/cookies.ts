import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Settings } from "./settings.ts";

export type CookieName = "ac" | "navigateur" | "lien" | "reprise";

/** `__Host-` ties a cookie to this host over TLS; on plain loopback browsers disagree about it, so the prefix waits. */
export const cookieSpelling = (settings: Pick<Settings, "origin">, name: CookieName): string =>
  settings.origin.startsWith("https:") ? `__Host-${name}` : `ac-${name}`;

export const readCookie = (settings: Settings, request: FastifyRequest, name: CookieName): string | undefined =>
  request.cookies[cookieSpelling(settings, name)];

/** `SameSite=Lax`: the return from FranceConnect is a cross-site GET and must find its browser (chapter 01 §2.9). */
export const setCookie = (
  settings: Settings,
  reply: FastifyReply,
  name: CookieName,
  value: string,
  maxAgeSeconds?: number,
): FastifyReply =>
  reply.setCookie(cookieSpelling(settings, name), value, {
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: settings.origin.startsWith("https:"),
    ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
  });

export const dropCookie = (settings: Settings, reply: FastifyReply, name: CookieName): FastifyReply =>
  setCookie(settings, reply, name, "", 0);

/** The header of a browser that holds these cookies: for a form that we send in its place. */
export const cookieHeader = (settings: Settings, cookies: Partial<Record<CookieName, string>>): string =>
  Object.entries(cookies)
    .map(([name, value]) => `${cookieSpelling(settings, name as CookieName)}=${value}`)
    .join("; ");
