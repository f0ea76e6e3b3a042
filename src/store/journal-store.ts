import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { encodeFact, type Fact, type Stream } from "#domain/fact.ts";
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
 * before. Locks the aggregate's own stream and nothing shared (W3). One statement when this process wrote the stream's
 * last fact, three otherwise.
 * @throws StreamNotOpen, FactRefused
 */
export const appendToJournal = async (tx: Tx, fact: Fact): Promise<Appended> => {
  const remembered = lastPositions.get(fact.stream);
  const appended = remembered && (await tryAppend(tx, fact, remembered));
  return appended ?? appendLocked(tx, fact, await lockStream(tx, fact.stream));
};

const appendLocked = async (tx: Tx, fact: Fact, position: Position): Promise<Appended> => {
  const appended = await tryAppend(tx, fact, position);
  if (!appended) throw new Error(`The locked stream ${fact.stream} moved.`);
  return appended;
};

/** Where a stream stood when this process last wrote to it, and what its facts are sealed to. */
type Position = { readonly n: number; readonly publicKey: Buffer };

/** A guess that the database confirms or refuses: an undone transaction or another process only makes it wrong. */
const lastPositions = new Map<Stream, Position>();
const REMEMBERED_STREAMS = 2_000;

const remember = (stream: Stream, position: Position): void => {
  lastPositions.delete(stream);
  const [oldest] = lastPositions.size < REMEMBERED_STREAMS ? [] : lastPositions.keys();
  if (oldest !== undefined) lastPositions.delete(oldest);
  lastPositions.set(stream, position);
};

/** Null, and nothing written, when the stream is not where `position` says. */
const tryAppend = async (tx: Tx, fact: Fact, position: Position): Promise<Appended | null> => {
  const id = randomUUID() as Uuid;
  const n = position.n + 1;
  const canonical = Buffer.from(encodeFact({ ...fact, id, n }));
  const salt = randomBytes(SALT_LENGTH);
  const blob = sealToStream(position.publicKey, id, Buffer.concat([salt, canonical]));
  const entry = encodeEntry(commitToFact(salt, canonical), blob);
  const { usagerId, mandatId, mesureId, aidantId, structureId } = indexColumnsOf(fact);
  const { rows } = await sql<{ appended: boolean }>`
    select journal_append(${fact.stream}, ${n}, ${position.publicKey}, ${id}, ${blob}, ${entry}, ${fact.type}, ${fact.at},
      ${usagerId}, ${mandatId}, ${mesureId}, ${aidantId}, ${structureId}) as appended`.execute(tx);
  if (rows[0]?.appended !== true) return null;
  remember(fact.stream, { n, publicKey: position.publicKey });
  return { id, n, entry };
};

const lockStream = async (tx: Tx, stream: Stream): Promise<Position> => {
  const row = await tx
    .selectFrom("journal_stream")
    .select(["n", "public_key as publicKey"])
    .where("stream", "=", stream)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new StreamNotOpen(`The journal has no stream ${stream}.`);
  return row;
};
