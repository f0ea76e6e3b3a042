import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A place where a browser may be sent: it answers every address with 200, so that a test reads where it arrived. */
export type Landing = { readonly origin: string; readonly close: () => Promise<void> };

export const openLanding = (): Promise<Landing> =>
  new Promise((resolve) => {
    const server = createServer((_req, res) => {
      res.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      res.end("<!doctype html><title>Arrivée</title><h1>Arrivée</h1>");
    });
    server.listen(0, "127.0.0.1", () =>
      resolve({
        origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      }),
    );
  });
