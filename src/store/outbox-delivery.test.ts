import { afterAll, expect, test } from "vitest";
import { createLog } from "#platform/log.ts";
import type { Message } from "#platform/mailer.ts";
import { systemRandom } from "#platform/random.ts";
import { openTestDatabase } from "#testing/database.ts";
import { testKeys } from "#testing/journal-fixtures.ts";
import { movingClock } from "#testing/world.ts";
import { deliverOutbox } from "./outbox-delivery.ts";
import { enqueueMessage, enqueueVoid } from "./outbox-store.ts";

const opened = await openTestDatabase();
afterAll(() => opened.close());
const { db } = opened;
const clock = movingClock(new Date("2026-03-02T12:00:00Z"));
const lines: string[] = [];
const deps = {
  db,
  clock,
  keys: testKeys(),
  random: systemRandom,
  log: createLog((line) => lines.push(line), clock.now),
};

const message = (to: string): Message => ({ kind: "courriel", to, subject: "Bonjour", text: "Bonjour.\n" });
const rows = () => db.selectFrom("outbox").selectAll().orderBy("created_at").execute();

test("a message leaves once after its transaction, and what it said is then forgotten", async () => {
  await db.transaction().execute((tx) => enqueueMessage(tx, deps, message("a@example.test"), clock.now()));
  const sent: Message[] = [];
  const mailer = { send: async (one: Message) => void sent.push(one) };
  await deliverOutbox(deps, mailer);
  await deliverOutbox(deps, mailer);
  expect(sent).toEqual([message("a@example.test")]);
  expect((await rows())[0]).toMatchObject({ sent_at: clock.now(), attempts: 1, payload_sealed: Buffer.alloc(0) });
});

test("a message that nobody is to receive never leaves", async () => {
  await db.transaction().execute((tx) => enqueueVoid(tx, deps, message("b@example.test"), clock.now()));
  await deliverOutbox(deps, { send: async () => expect.unreachable() });
  expect((await rows())[1]?.sent_at).toBeNull();
});

test("a message that does not leave is tried again later, without its address in the log", async () => {
  await db.transaction().execute((tx) => enqueueMessage(tx, deps, message("c@example.test"), clock.now()));
  let isUp = false;
  const sent: string[] = [];
  const mailer = {
    send: async ({ to }: Message) => {
      if (!isUp) throw new Error(`cannot reach ${to}`);
      sent.push(to);
    },
  };
  await deliverOutbox(deps, mailer);
  isUp = true;
  await deliverOutbox(deps, mailer);
  expect(sent).toEqual([]);
  clock.advance(60_000);
  await deliverOutbox(deps, mailer);
  expect(sent).toEqual(["c@example.test"]);
  expect(lines.join()).toContain("a message did not leave");
  expect(lines.join()).not.toContain("example.test");
});
