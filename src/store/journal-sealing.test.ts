import { createPrivateKey, randomBytes, randomUUID } from "node:crypto";
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from "@hpke/core";
import { describe, expect, test } from "vitest";
import { drawStreamKeyPair, openFromStream, sealToStream } from "./journal-sealing.ts";

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const pkcs8Prefix = Buffer.from("302e020100300506032b656e04220420", "hex");
const bytesOf = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;

describe("sealing to a stream's key (RFC 9180)", () => {
  test("with the same ephemeral key, the library gives the same bytes", async () => {
    for (let round = 0; round < 20; round += 1) {
      const stream = drawStreamKeyPair();
      const ephemeral = drawStreamKeyPair();
      const id = randomUUID();
      const plain = randomBytes(round * 40);
      const recipientPublicKey = await suite.kem.importKey("raw", buffer(stream.publicKey), true);
      const ekm = {
        publicKey: await suite.kem.importKey("raw", buffer(ephemeral.publicKey), true),
        privateKey: await suite.kem.importKey("raw", buffer(ephemeral.privateKey), false),
      };
      const { enc, ct } = await suite.seal({ recipientPublicKey, ekm }, buffer(plain), buffer(bytesOf(id)));

      const privateKey = createPrivateKey({
        key: Buffer.concat([pkcs8Prefix, ephemeral.privateKey]),
        format: "der",
        type: "pkcs8",
      });
      const blob = sealToStream(stream.publicKey, id, plain, { privateKey, enc: ephemeral.publicKey });
      expect(blob.toString("hex")).toBe(Buffer.concat([Buffer.from(enc), Buffer.from(ct)]).toString("hex"));
    }
  });

  test("two sealings of the same fact have nothing in common", () => {
    const { publicKey } = drawStreamKeyPair();
    const id = randomUUID();
    const [one, two] = [sealToStream(publicKey, id, Buffer.alloc(64)), sealToStream(publicKey, id, Buffer.alloc(64))];
    expect(one.subarray(0, 32).equals(two.subarray(0, 32))).toBe(false);
    expect(one.subarray(32).equals(two.subarray(32))).toBe(false);
  });

  test("it opens with the stream's private half, as that fact and unaltered; not otherwise", async () => {
    const stream = drawStreamKeyPair();
    const id = randomUUID();
    const blob = sealToStream(stream.publicKey, id, Buffer.from("un fait"));
    expect((await openFromStream(stream.privateKey, id, blob)).toString()).toBe("un fait");
    await expect(openFromStream(drawStreamKeyPair().privateKey, id, blob)).rejects.toThrow();
    await expect(openFromStream(stream.privateKey, randomUUID(), blob)).rejects.toThrow();
    for (const at of [0, 31, 32, blob.length - 1]) {
      const altered = Uint8Array.from(blob, (byte, position) => (position === at ? byte ^ 1 : byte));
      await expect(openFromStream(stream.privateKey, id, altered)).rejects.toThrow();
    }
  });

  test("a stream's public key of small order is refused", () => {
    expect(() => sealToStream(Buffer.alloc(32), randomUUID(), Buffer.of(1))).toThrow();
  });
});
