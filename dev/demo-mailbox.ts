import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mailer, Message } from "#platform/mailer.ts";

/** A message as `/demo/messages.json` tells it (chapter 00, handles). */
export type SentMessage = Message & {
  readonly at: string;
  /** Addresses found in the text, in order. */
  readonly links: readonly string[];
  /** Codes found in the text, in order, without their spaces. */
  readonly codes: readonly string[];
};

export type DemoMailbox = Mailer & {
  /** Newest first; `to` narrows to an address or a number. */
  readonly list: (to?: string) => readonly SentMessage[];
};

/** Takes every message instead of sending it, and keeps it beside the data; with `memory:` until the end only. */
export const openDemoMailbox = (directory: string, now: () => Date): DemoMailbox => {
  const file = directory === "memory:" ? null : join(directory, "messages.jsonl");
  const messages = file && existsSync(file) ? readMessages(file) : [];
  return {
    send: async (message) => {
      const sent = { ...message, at: now().toISOString(), links: linksIn(message.text), codes: codesIn(message.text) };
      messages.push(sent);
      if (file) appendFileSync(file, `${JSON.stringify(sent)}\n`, { mode: 0o600 });
    },
    list: (to) => messages.filter((message) => to === undefined || message.to === to).toReversed(),
  };
};

const readMessages = (file: string): SentMessage[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

/** The full stop of a sentence is not part of the address before it. */
const linksIn = (text: string): readonly string[] => text.match(/https?:\/\/[^\s<>"»]*[^\s<>"».,;:!?)]/g) ?? [];
const codesIn = (text: string): readonly string[] =>
  (text.replace(/https?:\/\/\S+/g, "").match(/(?<![\d\w])\d{3}[ \u00a0\u202f]?\d{3}(?![\d\w])/g) ?? []).map((code) =>
    code.replace(/\D/g, ""),
  );
