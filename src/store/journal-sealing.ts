import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";

/** RFC 9180 base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM (chapter 04 K2). */
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const ENC_LENGTH = 32;
const CACHED_KEYS = 2_000;

export type StreamKeyPair = { readonly publicKey: Buffer; readonly privateKey: Buffer };

export const drawStreamKeyPair = async (): Promise<StreamKeyPair> => {
  const { publicKey, privateKey } = await suite.kem.generateKeyPair();
  return {
    publicKey: Buffer.from(await suite.kem.serializePublicKey(publicKey)),
    privateKey: Buffer.from(await suite.kem.serializePrivateKey(privateKey)),
  };
};

const associatedData = (factId: string): Buffer => Buffer.from(factId.replaceAll("-", ""), "hex");

const importedKeys = new Map<string, CryptoKey>();
const importPublicKey = async (raw: Buffer): Promise<CryptoKey> => {
  const name = raw.toString("latin1");
  const known = importedKeys.get(name);
  if (known) return known;
  const key = await suite.kem.importKey("raw", toArrayBuffer(raw), true);
  const [oldest] = importedKeys.size < CACHED_KEYS ? [] : importedKeys.keys();
  if (oldest !== undefined) importedKeys.delete(oldest);
  importedKeys.set(name, key);
  return key;
};

const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** `enc 32 ‖ cipher text ‖ tag 16`: only the stream's private half opens it, and only as this fact. */
export const sealToStream = async (publicKey: Buffer, factId: string, plain: Uint8Array): Promise<Buffer> => {
  const recipientPublicKey = await importPublicKey(publicKey);
  const { enc, ct } = await suite.seal(
    { recipientPublicKey },
    toArrayBuffer(plain),
    toArrayBuffer(associatedData(factId)),
  );
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
};

/** @throws when the blob was sealed to another stream, for another fact, or was altered. */
export const openFromStream = async (privateKey: Buffer, factId: string, blob: Uint8Array): Promise<Buffer> => {
  const recipientKey = await suite.kem.importKey("raw", toArrayBuffer(privateKey), false);
  const enc = toArrayBuffer(blob.subarray(0, ENC_LENGTH));
  const plain = await suite.open(
    { recipientKey, enc },
    toArrayBuffer(blob.subarray(ENC_LENGTH)),
    toArrayBuffer(associatedData(factId)),
  );
  return Buffer.from(plain);
};
