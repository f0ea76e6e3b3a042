import type { FastifyInstance } from "fastify";
import type { Settings } from "./settings.ts";

/** Headers of chapter 10 §11. No page holds a script or an inline style: the policy allows none. */
export const addSecurityHeaders = (app: FastifyInstance, settings: Settings): void => {
  app.decorateReply("formActionOrigins");
  app.addHook("onRequest", async (_, reply) => {
    reply.formActionOrigins = [];
  });
  app.addHook("onSend", async (_, reply, payload) => {
    if (!reply.hasHeader("content-security-policy"))
      for (const [name, value] of securityHeaders(settings, reply.formActionOrigins)) reply.header(name, value);
    return payload;
  });
};

type Header = readonly [name: string, value: string];

/** Headers of one answer; `formActionOrigins`: where, besides us, a form of the page may end. */
export const securityHeaders = (
  { origin }: Pick<Settings, "origin">,
  formActionOrigins: readonly string[] = [],
): readonly Header[] => {
  const secure = origin.startsWith("https:");
  return [
    ["content-security-policy", contentSecurityPolicy(formActionOrigins, secure)],
    ...(secure ? [["strict-transport-security", "max-age=63072000; includeSubDomains; preload"] as const] : []),
    ...fixedHeaders,
  ];
};

const contentSecurityPolicy = (formActionOrigins: readonly string[], secure: boolean): string =>
  [
    "default-src 'none'",
    "script-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ["form-action 'self'", ...formActionOrigins].join(" "),
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    ...(secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");

const fixedHeaders = [
  ["referrer-policy", "no-referrer"],
  ["x-content-type-options", "nosniff"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-resource-policy", "same-origin"],
  ["cross-origin-embedder-policy", "require-corp"],
  ["permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"],
  ["x-frame-options", "DENY"],
] as const;
