import { instantOf, toHash } from "#domain/fact-schema.ts";
import type { Uuid } from "#domain/ids.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { emptyRoot } from "#verifier/merkle-tree.ts";
import { genesisSeal } from "#verifier/seal-chain.ts";
import { hex, sha256 } from "#verifier/sha256.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream, serviceOwner } from "./journal-streams.ts";

export type Birth = {
  /** `<public host>/journal`, fixed for the life of the log (T3). */
  readonly origin: string;
  readonly at: Date;
  readonly cause: Uuid;
};

/**
 * Brings the log to life, by an explicit command: the server never does it because tables are empty (T3). Its first
 * fact is `JournalEpochOpened`. @throws when the log already exists.
 */
export const openJournal = async (tx: Tx, keys: Keys, { origin, at, cause }: Birth): Promise<void> => {
  await tx
    .insertInto("journal_head")
    .values({
      size: 0,
      root: Buffer.from(emptyRoot),
      seal: Buffer.from(genesisSeal),
      edge: Buffer.alloc(0),
      epoch: 1,
      origin,
    })
    .execute();
  await openJournalStream(tx, { stream: "systeme/journal", subject: serviceOwner(keys) });
  await appendToJournal(tx, {
    type: "JournalEpochOpened",
    v: 1,
    stream: "systeme/journal",
    actor: { kind: "systeme" },
    at: instantOf(at),
    cause,
    body: { epoch: 1, originHash: toHash(hex(sha256(origin))) },
  });
};

export const journalIsOpen = async (db: Database | Tx): Promise<boolean> =>
  (await db.selectFrom("journal_head").select("size").executeTakeFirst()) !== undefined;
