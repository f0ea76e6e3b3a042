import { createHmac, type KeyObject, sign } from "node:crypto";

export type JwtKey = { readonly alg: "none" } | { readonly alg: "HS256"; readonly secret: string } | AsymmetricKey;
type AsymmetricKey = { readonly alg: "ES256" | "RS256"; readonly privateKey: KeyObject };

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

const signature = (input: string, key: JwtKey): Buffer => {
  switch (key.alg) {
    case "none":
      return Buffer.alloc(0);
    case "HS256":
      return createHmac("sha256", Buffer.from(key.secret, "utf8")).update(input).digest();
    case "ES256":
      return sign("sha256", Buffer.from(input), { key: key.privateKey, dsaEncoding: "ieee-p1363" });
    case "RS256":
      return sign("sha256", Buffer.from(input), key.privateKey);
  }
};

/** A compact JWS (RFC 7515). The header's `alg` is the key's, whatever the given header says. */
export const signJwt = (header: Record<string, unknown>, payload: unknown, key: JwtKey): string => {
  const input = `${encode({ ...header, alg: key.alg })}.${encode(payload)}`;
  return `${input}.${signature(input, key).toString("base64url")}`;
};

/** Header and payload, unverified. Throws on anything but two JSON objects. */
export const readJwt = (jwt: string): { header: Record<string, unknown>; payload: Record<string, unknown> } => {
  const [header = "", payload = ""] = jwt.split(".");
  const decode = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  return { header: decode(header), payload: decode(payload) };
};
