import type { Settings } from "#platform/settings.ts";

const SECRET_MIN = 32;
/** A drawn secret holds many different bytes; one copied from an example often holds few. */
const DISTINCT_MIN = 8;

/** 32 bytes written in hexadecimal, or null. */
export const secretBytes = (text: string): Buffer | null =>
  /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : null;

/** Secrets are long, drawn by chance and all different: two that are equal make one leak two. */
export const refuseWeakSecrets = (
  { rootKeys, franceConnect, clients }: Settings,
  problem: (name: string, what: string) => void,
): void => {
  const secrets: readonly (readonly [string, Buffer])[] = [
    ...Object.entries(rootKeys).map(([name, key]) => [`AC_CLE_${name.toUpperCase()}`, key] as const),
    ["FC_FS_CLIENT_SECRET", Buffer.from(franceConnect.clientSecret)],
    ...clients.map(({ clientId, clientSecret }) => [`FI_CLIENTS ${clientId}`, Buffer.from(clientSecret)] as const),
  ];
  const seen = new Map<string, string>();
  for (const [name, secret] of secrets) {
    if (secret.length === 0) continue;
    if (secret.length < SECRET_MIN) problem(name, `is shorter than ${SECRET_MIN} bytes`);
    else if (new Set(secret).size < DISTINCT_MIN || /exemple|example|change-?me/i.test(secret.toString("latin1")))
      problem(name, "looks like an example");
    const twin = seen.get(secret.toString("hex"));
    if (twin) problem(name, `is equal to ${twin}`);
    seen.set(secret.toString("hex"), name);
  }
};
