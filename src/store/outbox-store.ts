import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";

/** A message to a person. `text` stands alone; `html`, when present, says the same (theme.md, Mails). */
export type Message = {
  readonly kind: "courriel" | "sms" | "lettre";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

export const outboxCell = (id: string) => ({ table: "outbox", column: "payload", row: id });

/** Puts a message in the outbox: it leaves after the transaction commits, or never (D19). */
export const enqueueMessage = async (
  tx: Tx,
  { keys, random }: { readonly keys: Keys; readonly random: Random },
  message: Message,
  now: Date,
): Promise<void> => {
  const id = random.uuid();
  await tx
    .insertInto("outbox")
    .values({
      id,
      kind: message.kind,
      payload_sealed: keys.sealForService(outboxCell(id), JSON.stringify(message)),
      created_at: now,
      next_attempt_at: now,
      sent_at: null,
      failed_at: null,
    })
    .execute();
};
