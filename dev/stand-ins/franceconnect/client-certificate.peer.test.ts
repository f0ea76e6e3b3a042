import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, expect, test } from "vitest";
import { aidantsConnectUid } from "./records.ts";
import { createBrowser } from "./testing/browser.ts";
import { openRawFs } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";
import { startStubFi } from "./testing/stub-fi.ts";

/** One self-signed certificate plays the server, the client and the authority. */
const makeCertificate = () => {
  const folder = mkdtempSync(join(tmpdir(), "client-certificate-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=simulateur", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "1"];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  execFileSync("openssl", ["req", "-x509", "-nodes", ...curve, "-keyout", key, "-out", cert, ...subject], {
    stdio: "ignore",
  });
  const read = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  rmSync(folder, { recursive: true });
  return { ...read, ca: read.cert };
};

const certificate = makeCertificate();
const simulator = await startForTests({ clientCertificate: certificate });
const service = await openRawFs(simulator, "service-sans-perimetre");
const stub = await startStubFi();
const presented: (string | string[] | undefined)[] = [];
const tokenEndpoint = createServer(
  { key: certificate.key, cert: certificate.cert, ca: certificate.ca, requestCert: true, rejectUnauthorized: false },
  async (req, res) => {
    presented.push((req.socket as TLSSocket).getPeerCertificate().subject?.CN);
    let form = "";
    for await (const part of req) form += part;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await fetch(stub.record.tokenURL ?? "", { method: "POST", headers, body: form });
    res.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  },
).listen(0, "127.0.0.1");
await once(tokenEndpoint, "listening");
afterAll(async () => {
  tokenEndpoint.close();
  tokenEndpoint.closeAllConnections();
  await Promise.all([stub.close(), service.close()]);
  await simulator.close();
});

test("S12 mtls once: the certificate is presented at the token call, then no more", async () => {
  const tokenURL = `https://127.0.0.1:${(tokenEndpoint.address() as AddressInfo).port}/token`;
  simulator.patchRecord("fi", aidantsConnectUid, { ...stub.record, tokenURL });
  simulator.setFault("mtls", "once");
  for (const _ of [1, 2]) {
    const browser = createBrowser();
    const page = await browser.submit(await browser.get(service.authorizeUrl()), "Utiliser Aidants Connect");
    expect(page.heading).toContain("Vous allez continuer");
  }
  expect(presented).toEqual(["simulateur", undefined]);
});
