import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";
import { rememberOpened } from "./opened-subjects.ts";

/** The service's root secrets, 32 bytes each, all different (chapter 10 §8 `AC_CLE_*`). */
export type RootKeys = {
  /** Wraps the data keys of subjects; `version` names it in each wrapped row. */
  readonly kek: Buffer;
  /** Blind indexes and search tokens. */
  readonly index: Buffer;
  /** Sessions, browser bindings, anti-forgery tokens, codes typed by people. */
  readonly cookie: Buffer;
  /** Pairwise pseudonyms handed to OpenID clients. Never rotated: a `sub` must stay stable. */
  readonly pseudonyme: Buffer;
  /** Seals working records and messages that belong to no subject. */
  readonly service: Buffer;
};

/** Where a cipher text lives: bound to it, so that a value moved to another row or column does not open (K4). */
export type Cell = { readonly table: string; readonly column: string; readonly row: string };

/** What a data key may encrypt; each label has its own sub-key (K1). */
export type Label = "identite" | "contact" | "document" | "journal";

/** An opened data key of one subject: an usager, a compte, a structure. */
export type Subject = {
  readonly keyId: string;
  readonly seal: (label: Label, cell: Cell, plain: string | Buffer) => Buffer;
  readonly open: (label: Label, cell: Cell, sealed: Buffer) => Buffer;
};

/** A row of `data_key`. */
export type WrappedKey = {
  readonly keyId: string;
  readonly kind: string;
  readonly kekVersion: number;
  readonly wrapped: Buffer;
};

export type Keys = {
  readonly kekVersion: number;
  readonly wrap: (dek: Buffer, keyId: string, subjectKind: string) => Buffer;
  /** Opens a wrapped data key; what was opened lately is remembered for 5 minutes (K7). */
  readonly openSubject: (key: WrappedKey) => Subject;
  readonly subject: (dek: Buffer, keyId: string) => Subject;
  /** Exact blind index, 32 bytes (B1). The caller normalises the value first. */
  readonly blindIndex: (purpose: "sub" | "courriel" | "telephone", value: string) => Buffer;
  /** Tokens of a Structure's name search, 8 bytes each (B2); two Structures' tokens cannot be compared. */
  readonly searchToken: (structureId: string, prefix: string) => Buffer;
  /** Keyed hash of a secret held by a browser or typed by a person, 32 bytes; `purpose` separates domains. */
  readonly fingerprint: (purpose: string, value: string) => Buffer;
  /** Stable pseudonym, 64 hexadecimal digits: HMAC(key, clientId ‖ 0x00 ‖ id) (chapter 01 §3.6, §3.8). */
  readonly pseudonym: (purpose: "usager" | "aidant" | "titre", clientId: string, id: string) => string;
  readonly sealForService: (cell: Cell, plain: string | Buffer) => Buffer;
  readonly openForService: (cell: Cell, sealed: Buffer) => Buffer;
};

const VERSION = 1;
const GENERATION = 1;
const NONCE = 12;
const TAG = 16;
const HEADER = 2;

/** A key handed to node:crypto as a KeyObject costs a quarter of the same bytes in a Buffer. */
const expand = (secret: KeyObject, info: string): KeyObject =>
  createSecretKey(Buffer.from(hkdfSync("sha256", secret, "", `aidants-connect/${info}`, 32)));

const address = ({ table, column, row }: Cell): Buffer => Buffer.from(`${table}\u0000${column}\u0000${row}`);

/** `version 1 ‖ generation 1 ‖ nonce 12 ‖ cipher text ‖ tag 16`, AES-256-GCM, the cell as associated data (K4). */
const encrypt = (key: KeyObject, associated: Buffer, plain: string | Buffer): Buffer => {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated);
  const body = Buffer.concat([cipher.update(plain as string), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION, GENERATION), nonce, body, cipher.getAuthTag()]);
};

const decrypt = (key: KeyObject, associated: Buffer, sealed: Buffer): Buffer => {
  if (sealed.length < HEADER + NONCE + TAG || sealed[0] !== VERSION) throw new Error("A sealed value is malformed.");
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(HEADER, HEADER + NONCE))
    .setAAD(associated)
    .setAuthTag(sealed.subarray(-TAG));
  return Buffer.concat([decipher.update(sealed.subarray(HEADER + NONCE, -TAG)), decipher.final()]);
};

const hmac = (key: KeyObject, value: string): Buffer => createHmac("sha256", key).update(value).digest();

const openedSubject = (dek: Buffer, keyId: string): Subject => {
  const secret = createSecretKey(dek);
  const subKeys = new Map<Label, KeyObject>();
  const subKey = (label: Label): KeyObject => {
    const known = subKeys.get(label) ?? expand(secret, `dek/${label}`);
    subKeys.set(label, known);
    return known;
  };
  return {
    keyId,
    seal: (label, cell, plain) => encrypt(subKey(label), address(cell), plain),
    open: (label, cell, sealed) => decrypt(subKey(label), address(cell), sealed),
  };
};

/** Keys held in memory from root secrets read at start: the `fichier` adapter of chapter 04 §14.4. */
export const createKeys = (secrets: RootKeys, kekVersion = 1): Keys => {
  const root = {
    kek: createSecretKey(secrets.kek),
    index: createSecretKey(secrets.index),
    cookie: createSecretKey(secrets.cookie),
    pseudonyme: createSecretKey(secrets.pseudonyme),
    service: createSecretKey(secrets.service),
  };
  const indexKeys = {
    sub: expand(root.index, "index/sub"),
    courriel: expand(root.index, "index/courriel"),
    telephone: expand(root.index, "index/telephone"),
  };
  const pseudonymKeys = {
    usager: expand(root.pseudonyme, "pseudonyme/usager"),
    aidant: expand(root.pseudonyme, "pseudonyme/aidant"),
    titre: expand(root.pseudonyme, "pseudonyme/titre"),
  };
  const service = expand(root.service, "service");
  const wrapping = (keyId: string, kind: string, version: number) =>
    Buffer.from(`${keyId}\u0000${kind}\u0000${version}`);
  const structureKeys = new Map<string, KeyObject>();
  const structureKey = (structureId: string): KeyObject => {
    const known = structureKeys.get(structureId) ?? expand(root.index, `recherche/${structureId}`);
    if (structureKeys.size < 10_000) structureKeys.set(structureId, known);
    return known;
  };

  return {
    kekVersion,
    wrap: (dek, keyId, kind) => encrypt(root.kek, wrapping(keyId, kind, kekVersion), dek),
    openSubject: rememberOpened(({ keyId, kind, kekVersion: version, wrapped }) => {
      if (version !== kekVersion) throw new Error(`The key-encryption key of version ${version} is not loaded.`);
      return openedSubject(decrypt(root.kek, wrapping(keyId, kind, version), wrapped), keyId);
    }),
    subject: openedSubject,
    blindIndex: (purpose, value) => hmac(indexKeys[purpose], value),
    searchToken: (structureId, prefix) => hmac(structureKey(structureId), prefix).subarray(0, 8),
    fingerprint: (purpose, value) => hmac(root.cookie, `${purpose}\u0000${value}`),
    pseudonym: (purpose, clientId, id) => hmac(pseudonymKeys[purpose], `${clientId}\u0000${id}`).toString("hex"),
    sealForService: (cell, plain) => encrypt(service, address(cell), plain),
    openForService: (cell, sealed) => decrypt(service, address(cell), sealed),
  };
};
