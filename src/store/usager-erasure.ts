import { instantOf, toCode } from "#domain/fact-schema.ts";
import type { UsagerId, Uuid } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Random } from "#platform/random.ts";
import { appendToJournal } from "./journal-store.ts";

/**
 * Forgets an usager who gave no mandat, unless a journey under way still awaits his answer: his row, his search tokens
 * and his key, so that what the journal says of him opens no more (chapter 04 §15.2). The usager's row must be locked,
 * or the journey that identified him.
 */
export const recordUsagerForgotten = async (
  tx: Tx,
  { random }: { readonly random: Random },
  usagerId: UsagerId,
  now: Date,
): Promise<void> => {
  const usager = await tx
    .selectFrom("usager")
    .select("key_id")
    .where("id", "=", usagerId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const held = await tx
    .selectFrom("mandat")
    .select("id")
    .where("usager_id", "=", usagerId)
    .unionAll(tx.selectFrom("conclusion").select("id").where("usager_id", "=", usagerId))
    .limit(1)
    .executeTakeFirst();
  if (held) return;
  await tx.deleteFrom("usager").where("id", "=", usagerId).execute();
  await tx
    .updateTable("data_key")
    .set({ wrapped: Buffer.alloc(0), destroyed_at: now })
    .where("key_id", "=", usager.key_id)
    .execute();
  await appendToJournal(tx, {
    type: "KeyDestroyed",
    v: 1,
    stream: "systeme/journal",
    actor: { kind: "systeme" },
    at: instantOf(now),
    cause: random.uuid(),
    body: { key: usager.key_id as Uuid, reason: "draft-abandoned", rule: toCode("identification-sans-mandat") },
  });
};
