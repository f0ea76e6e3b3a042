import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Message } from "#platform/mailer.ts";
import type { Random } from "#platform/random.ts";

type OutboxDeps = { readonly keys: Keys; readonly random: Random };

export const outboxCell = (id: string) => ({ table: "outbox", column: "payload", row: id });

/** Puts a message in the outbox: it leaves after the transaction commits, or never (D19). */
export const enqueueMessage = (tx: Tx, deps: OutboxDeps, message: Message, now: Date): Promise<void> =>
  insertMessage(tx, deps, message, { at: now, leaves: true });

/**
 * Writes the row of a message that goes nowhere: so that an answer takes the same work whether or not somebody is
 * written to (chapter 02 §11).
 */
export const enqueueVoid = (tx: Tx, deps: OutboxDeps, message: Message, now: Date): Promise<void> =>
  insertMessage(tx, deps, message, { at: now, leaves: false });

const insertMessage = async (
  tx: Tx,
  { keys, random }: OutboxDeps,
  message: Message,
  { at, leaves }: { readonly at: Date; readonly leaves: boolean },
): Promise<void> => {
  const id = random.uuid();
  await tx
    .insertInto("outbox")
    .values({
      id,
      kind: message.kind,
      payload_sealed: keys.sealForService(outboxCell(id), JSON.stringify(message)),
      created_at: at,
      next_attempt_at: at,
      sent_at: null,
      failed_at: leaves ? null : at,
    })
    .execute();
};
