import { gzipSync } from "node:zlib";
import type { Page, Request } from "playwright-core";

export type Visit = {
  readonly status: number;
  /** Bytes of the document, compressed as a proxy would. */
  readonly html: number;
  /** Bytes of everything fetched but fonts, as they crossed the network; the document counts compressed. */
  readonly weight: number;
  readonly requests: number;
  readonly hosts: readonly string[];
  /** What the browser complained of: refused by the security policy, missing, failed. */
  readonly complaints: readonly string[];
};

/** Opens an address as a first visit and weighs what came. */
export const weigh = async (page: Page, address: string): Promise<Visit> => {
  const requests: Request[] = [];
  const complaints: string[] = [];
  const note = (request: Request) => requests.push(request);
  const listen = (message: { type: () => string; text: () => string }) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  };
  page.on("request", note);
  page.on("console", listen);
  const answer = await page.goto(address, { waitUntil: "load" });
  page.off("request", note);
  page.off("console", listen);
  const html = gzipSync((await answer?.body()) ?? Buffer.alloc(0)).length;
  const parts = requests.filter((request) => !["document", "font"].includes(request.resourceType()));
  const sizes = await Promise.all(parts.map(async (request) => (await request.sizes()).responseBodySize));
  return {
    status: answer?.status() ?? 0,
    html,
    weight: html + sizes.reduce((sum, size) => sum + size, 0),
    requests: requests.length,
    hosts: [...new Set(requests.map((request) => new URL(request.url()).host))],
    complaints: complaints.filter((text) => !isOwnStatus(text, answer?.status() ?? 0)),
  };
};

/** Chromium reports the status of the page itself as an error: a page of refusal is not one. */
const isOwnStatus = (text: string, status: number): boolean =>
  status >= 400 && text.startsWith(`Failed to load resource: the server responded with a status of ${status}`);
