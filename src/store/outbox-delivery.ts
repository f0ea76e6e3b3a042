import { nextAttemptAfter } from "#domain/delivery.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { faultFields, type Log } from "#platform/log.ts";
import type { Mailer, Message } from "#platform/mailer.ts";
import { outboxCell } from "./outbox-store.ts";

type DeliveryDeps = {
  readonly db: Database;
  readonly keys: Keys;
  readonly clock: { readonly now: () => Date };
  readonly log: Log;
};

/** A message taken by one instance belongs to it for this long; if it dies, another takes the message then. */
const LEASE_MS = 2 * 60_000;

/** Sends all that is due, oldest first, one instance a message; what fails waits for its next turn (D19). */
export const deliverOutbox = async (deps: DeliveryDeps, mailer: Mailer): Promise<void> => {
  while (await deliverOne(deps, mailer));
};

/** At least once: a message sent by an instance that dies before noting it leaves again. */
const deliverOne = async ({ db, keys, clock, log }: DeliveryDeps, mailer: Mailer): Promise<boolean> => {
  const taken = await db.transaction().execute((tx) => takeDue(tx, clock.now()));
  if (!taken) return false;
  const { id, attempts } = taken;
  try {
    const plain = keys.openForService(outboxCell(id), taken.payload_sealed).toString();
    await mailer.send(JSON.parse(plain) as Message);
    await db.transaction().execute((tx) => recordSent(tx, id, clock.now()));
  } catch (fault) {
    log.warn("a message did not leave", { component: "outbox", count: attempts, ...faultFields(fault) });
    await db.transaction().execute((tx) => recordFailed(tx, id, attempts, clock.now()));
  }
  return true;
};

const takeDue = async (tx: Tx, now: Date) => {
  const due = await tx
    .selectFrom("outbox")
    .select(["id", "payload_sealed", "attempts"])
    .where("sent_at", "is", null)
    .where("failed_at", "is", null)
    .where("next_attempt_at", "<=", now)
    .orderBy("next_attempt_at")
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!due) return null;
  const attempts = due.attempts + 1;
  await tx
    .updateTable("outbox")
    .set({ attempts, next_attempt_at: new Date(now.getTime() + LEASE_MS) })
    .where("id", "=", due.id)
    .execute();
  return { ...due, attempts };
};

/** What was said is kept no longer than it takes to leave. */
const recordSent = async (tx: Tx, id: string, now: Date): Promise<void> => {
  await tx
    .updateTable("outbox")
    .set({ sent_at: now, payload_sealed: Buffer.alloc(0) })
    .where("id", "=", id)
    .execute();
};

const recordFailed = async (tx: Tx, id: string, attempts: number, now: Date): Promise<void> => {
  const next = nextAttemptAfter(attempts, now);
  await tx
    .updateTable("outbox")
    .set(next ? { next_attempt_at: next } : { failed_at: now })
    .where("id", "=", id)
    .execute();
};
