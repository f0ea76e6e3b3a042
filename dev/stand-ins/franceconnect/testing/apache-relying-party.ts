import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

export type ApacheOptions = {
  /** Discovery document of the OpenID Provider, http accepted. */
  readonly metadataUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  /** Added to the authorization request, already URL-encoded: `acr_values=eidas1&prompt=login`. */
  readonly authRequestParams?: string;
  readonly idTokenAlg: string;
  /** Omitted for an answer in JSON. */
  readonly userinfoAlg?: string;
  readonly redirectPath?: string;
};

/** An Apache whose every page wants a login by mod_auth_openidc, but `loggedOutUrl`. */
export type ApacheRelyingParty = {
  readonly origin: string;
  readonly redirectUri: string;
  /** Answers, once signed in, one `OIDC_…=value` line per claim; arrays are joined by commas. */
  readonly claimsUrl: string;
  readonly loggedOutUrl: string;
  readonly logoutUrl: string;
  readonly errorLog: () => Promise<string>;
  readonly close: () => Promise<void>;
};

const binary = "/usr/sbin/apache2";
const modules = "/usr/lib/apache2/modules";

const refuseMissing = () => {
  for (const path of [binary, join(modules, "mod_auth_openidc.so")])
    if (!existsSync(path))
      throw new Error(`${path} is missing. Install the peer: apt-get install apache2 libapache2-mod-auth-openidc`);
};

const findFreePort = async (): Promise<number> => {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
};

const loaded = ["mpm_prefork", "authn_core", "authz_core", "authz_user", "env", "alias", "cgi", "auth_openidc"];

/** Apache refuses to serve as root: it then gives its children to the user that Debian made for it. */
const identity = () => (process.getuid?.() === 0 ? "User www-data\nGroup www-data\n" : "");

const quote = (value: string) => `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

const oidcDirectives = (options: ApacheOptions, redirectUri: string) => [
  `OIDCProviderMetadataURL ${options.metadataUrl}`,
  `OIDCClientID ${quote(options.clientId)}`,
  `OIDCClientSecret ${quote(options.clientSecret)}`,
  "OIDCProviderTokenEndpointAuth client_secret_post",
  `OIDCRedirectURI ${redirectUri}`,
  `OIDCScope ${quote(options.scope)}`,
  ...(options.authRequestParams ? [`OIDCAuthRequestParams ${quote(options.authRequestParams)}`] : []),
  `OIDCIDTokenSignedResponseAlg ${options.idTokenAlg}`,
  ...(options.userinfoAlg ? [`OIDCUserInfoSignedResponseAlg ${options.userinfoAlg}`] : []),
  "OIDCResponseType code",
  "OIDCPassClaimsAs environment",
  `OIDCCryptoPassphrase ${randomBytes(24).toString("hex")}`,
];

const configuration = (folder: string, port: number, options: ApacheOptions, redirectUri: string) => `
ServerRoot ${quote(folder)}
ServerName 127.0.0.1:${port}
Listen 127.0.0.1:${port}
DefaultRuntimeDir ${quote(folder)}
PidFile ${quote(join(folder, "apache.pid"))}
ErrorLog ${quote(join(folder, "error.log"))}
LogLevel warn auth_openidc:info
${loaded.map((name) => `LoadModule ${name}_module ${join(modules, `mod_${name}.so`)}`).join("\n")}
${identity()}
StartServers 1
MinSpareServers 1
MaxSpareServers 2
MaxRequestWorkers 4
DocumentRoot ${quote(join(folder, "pages"))}
ScriptAlias /claims ${quote(join(folder, "claims.sh"))}
${oidcDirectives(options, redirectUri).join("\n")}
<Location "/">
  AuthType openid-connect
  Require valid-user
</Location>
<Location "/deconnecte">
  AuthType None
  Require all granted
</Location>
`;

const claimsScript = `#!/bin/sh
printf 'Content-Type: text/plain; charset=utf-8\\r\\n\\r\\n'
env | grep '^OIDC_' | sort
`;

const writeFolder = async (port: number, options: ApacheOptions, redirectUri: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "apache-relying-party-"));
  await chmod(folder, 0o755);
  await mkdir(join(folder, "pages"));
  await writeFile(join(folder, "pages", "deconnecte"), "au revoir\n");
  await writeFile(join(folder, "claims.sh"), claimsScript, { mode: 0o755 });
  await writeFile(join(folder, "apache.conf"), configuration(folder, port, options, redirectUri), { mode: 0o644 });
  return folder;
};

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

const untilReady = async (apache: ChildProcess, url: string, folder: string) => {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await answers(url)) return;
    if (apache.exitCode !== null) break;
    await wait(100);
  }
  const log = await readFile(join(folder, "error.log"), "utf8").catch(() => "");
  throw new Error(`Apache did not start (exit code ${apache.exitCode}).\n${log}`);
};

/** Starts Debian's Apache, unprivileged, in a folder of its own, as an independent OpenID Connect client. */
export const startApacheRelyingParty = async (options: ApacheOptions): Promise<ApacheRelyingParty> => {
  refuseMissing();
  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const redirectUri = `${origin}${options.redirectPath ?? "/retour"}`;
  const folder = await writeFolder(port, options, redirectUri);
  // A group of its own: Apache, when it ends, ends its whole process group, and the tests would go with it.
  const apache = spawn(binary, ["-DFOREGROUND", "-f", join(folder, "apache.conf")], {
    stdio: "ignore",
    detached: true,
  });
  const ended = once(apache, "exit");
  const stop = () => void apache.kill("SIGTERM");
  process.once("exit", stop);
  const close = async () => {
    process.removeListener("exit", stop);
    if (apache.exitCode === null) stop();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const loggedOutUrl = `${origin}/deconnecte`;
  await untilReady(apache, loggedOutUrl, folder).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    origin,
    redirectUri,
    claimsUrl: `${origin}/claims`,
    loggedOutUrl,
    logoutUrl: `${redirectUri}?logout=${encodeURIComponent(loggedOutUrl)}`,
    errorLog: () => readFile(join(folder, "error.log"), "utf8"),
    close,
  };
};

/** The claims on the page of `claimsUrl`, by name. */
export const readApacheClaims = (body: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...body.matchAll(/^OIDC_CLAIM_([^=]+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
  );
