import { mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDemoMailbox } from "./demo-mailbox.ts";

const now = () => new Date("2026-03-02T12:00:00Z");
const message = { kind: "courriel", to: "a@example.test", subject: "Bonjour" } as const;

test("links and codes are found in the text, the full stop of the sentence left out", async () => {
  const mailbox = openDemoMailbox("memory:", now);
  await mailbox.send({
    ...message,
    text: "Ouvrez http://127.0.0.1:3000/connexion/lien/abc-1. Ou tapez 123 456 : merci.",
  });

  expect(mailbox.list()).toMatchObject([{ links: ["http://127.0.0.1:3000/connexion/lien/abc-1"], codes: ["123456"] }]);
});

test("messages outlive a restart, newest first, in a file that only their owner reads", async () => {
  const folder = mkdtempSync(join(tmpdir(), "messages-"));
  await openDemoMailbox(folder, now).send({ ...message, text: "premier" });
  await openDemoMailbox(folder, now).send({ ...message, to: "b@example.test", text: "second" });
  const mailbox = openDemoMailbox(folder, now);

  expect(mailbox.list().map(({ text }) => text)).toEqual(["second", "premier"]);
  expect(mailbox.list("a@example.test").map(({ text }) => text)).toEqual(["premier"]);
  expect(statSync(join(folder, "messages.jsonl")).mode & 0o777).toBe(0o600);
});
