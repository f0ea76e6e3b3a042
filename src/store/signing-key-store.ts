import { createHash, createPrivateKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";

/** An ES256 private key as JWK, named by its RFC 7638 thumbprint. */
export type SigningKey = JsonWebKey & { readonly kid: string; readonly use: "sig"; readonly alg: "ES256" };

const OVERLAP_MS = 24 * 60 * 60_000;
const LOCK = 0x41_43_53_4b;

const privateCell = (kid: string) => ({ table: "cle_signature", column: "private", row: kid });

/** RFC 7638: SHA-256 of the required members in lexicographic order, base64url. */
const thumbprint = ({ crv, kty, x, y }: JsonWebKey): string =>
  createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");

const drawKey = (): { readonly kid: string; readonly der: Buffer } => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    kid: thumbprint(publicKey.export({ format: "jwk" })),
    der: privateKey.export({ format: "der", type: "pkcs8" }),
  };
};

const insertKey = async (tx: Tx, keys: Keys, now: Date, activeFrom: Date): Promise<void> => {
  const { kid, der } = drawKey();
  await tx
    .insertInto("cle_signature")
    .values({
      kid,
      private_sealed: keys.sealForService(privateCell(kid), der),
      created_at: now,
      active_from: activeFrom,
    })
    .execute();
};

/** Draws the next key: published at once, used 24 hours later (chapter 01 §3.2). */
export const recordNextSigningKey = async (tx: Tx, keys: Keys, now: Date): Promise<void> =>
  insertKey(tx, keys, now, new Date(now.getTime() + OVERLAP_MS));

/**
 * Keys to publish at `now`, the one that signs first: those to come, and those replaced for less than 24 hours. Draws
 * the very first key, in use at once since nobody knows another.
 */
export const readSigningKeys = async (db: Database, keys: Keys, now: Date): Promise<readonly SigningKey[]> =>
  db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    const known = await tx.selectFrom("cle_signature").select("kid").limit(1).executeTakeFirst();
    if (!known) await insertKey(tx, keys, now, now);
    const rows = await tx.selectFrom("cle_signature").selectAll().orderBy("active_from", "desc").execute();
    const coming = rows.filter(({ active_from }) => active_from > now);
    const [current, ...former] = rows.filter(({ active_from }) => active_from <= now);
    const [replacedAt] = current ? [current.active_from] : [];
    const kept = former.slice(0, 1).filter(() => replacedAt && now.getTime() - replacedAt.getTime() < OVERLAP_MS);
    return [...(current ? [current] : []), ...kept, ...coming].map(({ kid, private_sealed }) => {
      const der = keys.openForService(privateCell(kid), private_sealed);
      const jwk = createPrivateKey({ key: der, format: "der", type: "pkcs8" }).export({ format: "jwk" });
      return { ...jwk, kid, use: "sig", alg: "ES256" } as SigningKey;
    });
  });
