import type { Stream } from "#domain/fact.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys, Subject } from "#platform/keys.ts";
import { drawStreamKeyPair } from "./journal-sealing.ts";

/** What seals the private half of a stream: an opened data key, or the service itself for streams about nobody. */
export type StreamOwner = Pick<Subject, "seal"> & { readonly keyId: string | null };

/** Owner of the streams that concern nobody: `systeme/journal`. */
export const serviceOwner = (keys: Keys): StreamOwner => ({
  keyId: null,
  seal: (_label, cell, plain) => keys.sealForService(cell, plain),
});

export const streamKeyCell = (stream: string) => ({ table: "journal_stream", column: "private_key", row: stream });

/**
 * Opens an aggregate's stream when the aggregate is created: its counter at 0 and its key pair (K2). Facts are then
 * written without any key; deleting the row shreds them.
 */
export const openJournalStream = async (
  tx: Tx,
  { stream, subject }: { readonly stream: Stream; readonly subject: StreamOwner },
): Promise<void> => {
  const { publicKey, privateKey } = drawStreamKeyPair();
  await tx
    .insertInto("journal_stream")
    .values({
      stream,
      public_key: publicKey,
      private_key_sealed: subject.seal("journal", streamKeyCell(stream), privateKey),
      key_id: subject.keyId,
    })
    .execute();
};
