import {
  createCipheriv,
  createHmac,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from "node:crypto";
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";

/*
 * RFC 9180 base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM, empty `info` (chapter 04 K2). Sealing is
 * on the path of every act: it composes node:crypto's own primitives, for a third of the library's cost. Opening goes
 * through the library, so that whatever we seal is read by somebody else's code (decision 0005).
 */
const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const RAW = 32;
const NONCE = 12;
const CACHED_KEYS = 2_000;

export type StreamKeyPair = { readonly publicKey: Buffer; readonly privateKey: Buffer };
/** The key pair of one sealing, never used twice; `enc` is its raw public half. */
export type Ephemeral = { readonly privateKey: KeyObject; readonly enc: Buffer };

export const drawStreamKeyPair = (): StreamKeyPair => {
  const pair = generateKeyPairSync("x25519", {
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });
  return { publicKey: pair.publicKey.subarray(-RAW), privateKey: pair.privateKey.subarray(-RAW) };
};

const drawEphemeral = (): Ephemeral => {
  const { publicKey, privateKey } = generateKeyPairSync("x25519");
  return { privateKey, enc: Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url") };
};

/** `enc 32 ‖ cipher text ‖ tag 16`: only the stream's private half opens it, and only as this fact. */
export const sealToStream = (
  publicKey: Buffer,
  factId: string,
  plain: Uint8Array,
  { privateKey, enc }: Ephemeral = drawEphemeral(),
): Buffer => {
  const dh = diffieHellman({ privateKey, publicKey: importPublicKey(publicKey) });
  const shared = hkdf(createSecretKey(kemSecret(dh)), "", kemInfo(enc, publicKey), RAW);
  const key = createSecretKey(hkdf(noPsk, shared, keyInfo, RAW));
  const nonce = hkdf(noPsk, shared, nonceInfo, NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associatedData(factId));
  return Buffer.concat([enc, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const associatedData = (factId: string): Buffer => Buffer.from(factId.replaceAll("-", ""), "hex");
/** Secrets travel as KeyObjects: node:crypto takes four times as long over the same bytes in a Buffer. */
const hkdf = (secret: KeyObject, salt: Buffer | string, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret, salt, info, length));

/** RFC 9180 §4: LabeledExtract and LabeledExpand are HKDF over labelled inputs, each label naming the suite. */
const kemSuite = Buffer.from("KEM\0\x20", "latin1");
const hpkeSuite = Buffer.from("HPKE\0\x20\0\x01\0\x02", "latin1");
const labelled = (suiteId: Buffer, label: string, value: Buffer): Buffer =>
  Buffer.concat([Buffer.from("HPKE-v1"), suiteId, Buffer.from(label), value]);
const expansion = (suiteId: Buffer, label: string, info: Buffer, length: number): Buffer =>
  Buffer.concat([Buffer.of(0, length), labelled(suiteId, label, info)]);
const nothing = Buffer.alloc(0);

/** §4.1: `ExtractAndExpand(dh, enc ‖ pkR)`. */
const kemSecret = (dh: Buffer): Buffer => labelled(kemSuite, "eae_prk", dh);
const kemInfo = (enc: Buffer, recipient: Buffer): Buffer =>
  expansion(kemSuite, "shared_secret", Buffer.concat([enc, recipient]), RAW);

/** §5.1: the key schedule of the base mode, without psk nor info; all of it but the shared secret is constant. */
const noPsk = createSecretKey(labelled(hpkeSuite, "secret", nothing));
const extractConstant = (label: string): Buffer =>
  createHmac("sha256", nothing)
    .update(labelled(hpkeSuite, label, nothing))
    .digest();
const scheduleContext = Buffer.concat([Buffer.of(0), extractConstant("psk_id_hash"), extractConstant("info_hash")]);
const keyInfo = expansion(hpkeSuite, "key", scheduleContext, RAW);
const nonceInfo = expansion(hpkeSuite, "base_nonce", scheduleContext, NONCE);

const spkiPrefix = Buffer.from("302a300506032b656e032100", "hex");
const importedKeys = new Map<string, KeyObject>();
const importPublicKey = (raw: Buffer): KeyObject => {
  const name = raw.toString("latin1");
  const known = importedKeys.get(name);
  if (known) return known;
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, raw]), format: "der", type: "spki" });
  const [oldest] = importedKeys.size < CACHED_KEYS ? [] : importedKeys.keys();
  if (oldest !== undefined) importedKeys.delete(oldest);
  importedKeys.set(name, key);
  return key;
};

const toArrayBuffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

/** @throws when the blob was sealed to another stream, for another fact, or was altered. */
export const openFromStream = async (privateKey: Buffer, factId: string, blob: Uint8Array): Promise<Buffer> => {
  const recipientKey = await suite.kem.importKey("raw", toArrayBuffer(privateKey), false);
  const plain = await suite.open(
    { recipientKey, enc: toArrayBuffer(blob.subarray(0, RAW)) },
    toArrayBuffer(blob.subarray(RAW)),
    toArrayBuffer(associatedData(factId)),
  );
  return Buffer.from(plain);
};
