import { createHash } from "node:crypto";
import { brotliCompressSync, gzipSync } from "node:zlib";
import type { FastifyInstance } from "fastify";

export type StaticFile = { readonly name: string; readonly type: string; readonly body: Buffer };

const ONE_YEAR = "public, max-age=31536000, immutable";

/** A folder name that changes with any byte of the files: what is served under it never changes. */
export const folderFor = (files: readonly StaticFile[]): string => {
  const hash = createHash("sha256");
  for (const { name, body } of files) hash.update(`${name}\u0000${body.length}\u0000`).update(body);
  return `/assets/${hash.digest("hex").slice(0, 16)}`;
};

/** Serves files from memory, compressed once at start, for a year. */
export const serveFiles = (app: FastifyInstance, files: readonly StaticFile[]): void => {
  const folder = folderFor(files);
  for (const { name, type, body } of files) {
    const isText = !type.startsWith("font/");
    const encodings = isText ? { br: brotliCompressSync(body), gzip: gzipSync(body) } : {};
    app.get(`${folder}/${name}`, (request, reply) => {
      reply.type(type).header("cache-control", ONE_YEAR).header("vary", "accept-encoding");
      const accepted = String(request.headers["accept-encoding"] ?? "").split(/[,;]\s*/);
      for (const [encoding, compressed] of Object.entries(encodings))
        if (accepted.includes(encoding)) return reply.header("content-encoding", encoding).send(compressed);
      return reply.send(body);
    });
  }
};
