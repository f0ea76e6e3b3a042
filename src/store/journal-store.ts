import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { encodeFact, type Fact, type RecordedFact, type Stream } from "#domain/fact.ts";
import type { Uuid } from "#domain/ids.ts";
import { indexColumnsOf } from "#domain/journal-entry.ts";
import type { Tx } from "#platform/database.ts";
import { commitToFact, encodeEntry, SALT_LENGTH } from "#verifier/entry.ts";
import { sealToStream } from "./journal-sealing.ts";

/** A fact about an aggregate whose stream was never opened, or was shredded. */
export class StreamNotOpen extends Error {
  override name = "StreamNotOpen";
}

/** A fact as the journal took it: what a receipt is made of. */
export type Appended = { readonly id: Uuid; readonly n: number; readonly entry: Buffer };

/**
 * Writes a fact with the change it tells, in the same transaction (W1): durable when that transaction commits, and not
 * before. Two statements; locks the aggregate's own stream and nothing shared (W3).
 * @throws StreamNotOpen, FactRefused
 */
export const appendToJournal = async (tx: Tx, fact: Fact): Promise<Appended> => {
  const { n, public_key, key_id } = await takePosition(tx, fact.stream);
  const id = randomUUID() as Uuid;
  const recorded: RecordedFact = { ...fact, id, n };
  const canonical = Buffer.from(encodeFact(recorded));
  const salt = randomBytes(SALT_LENGTH);
  const blob = sealToStream(public_key, id, Buffer.concat([salt, canonical]));
  const entry = encodeEntry(commitToFact(salt, canonical), blob);
  const { usagerId, mandatId, mesureId, aidantId, structureId } = indexColumnsOf(fact);
  await sql`select journal_append(${id}, ${key_id}, ${blob}, ${entry}, ${fact.type}, ${fact.at}, ${fact.stream}, ${n},
    ${usagerId}, ${mandatId}, ${mesureId}, ${aidantId}, ${structureId})`.execute(tx);
  return { id, n, entry };
};

const takePosition = async (tx: Tx, stream: Stream) => {
  const row = await tx
    .updateTable("journal_stream")
    .set(({ eb }) => ({ n: eb("n", "+", 1) }))
    .where("stream", "=", stream)
    .returning(["n", "public_key", "key_id"])
    .executeTakeFirst();
  if (!row) throw new StreamNotOpen(`The journal has no stream ${stream}.`);
  return row;
};
