import type { DemoMailbox } from "./demo-mailbox.ts";
import type { FranceConnectSimulator } from "./stand-ins/franceconnect/simulator.ts";

/** What the pages of `/demo` show: the people, their messages, and the stand-in of FranceConnect. */
export type Demonstration = {
  readonly mailbox: DemoMailbox;
  readonly simulator: FranceConnectSimulator;
  readonly databaseKind: "postgresql" | "embedded";
  readonly now: () => Date;
};

export const demoPaths = {
  home: "/demo",
  personas: "/demo/personas.json",
  messages: "/demo/messages",
  messagesJson: "/demo/messages.json",
  components: "/demo/composants",
} as const;
