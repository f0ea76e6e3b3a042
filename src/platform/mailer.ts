import { createTransport } from "nodemailer";

/** A message to a person. `text` stands alone; `html`, when present, says the same (theme.md, Mails). */
export type Message = {
  readonly kind: "courriel" | "sms" | "lettre";
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
};

/** Takes a message to its person. @throws when it did not leave: it is tried again later. */
export type Mailer = { readonly send: (message: Message) => Promise<void> };

/** A message of a kind that this deployment has no route for. */
export class NoRouteForMessage extends Error {
  override name = "NoRouteForMessage";
}

const TIMEOUT_MS = 10_000;

/** Sends e-mail through an SMTP server, `smtps://user:password@host:port`; other kinds have no route here. */
export const createSmtpMailer = (smtpUrl: string, expediteur: string): Mailer => {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ kind, to, subject, text, html }) => {
      if (kind !== "courriel") throw new NoRouteForMessage(`No route for a message of kind ${kind}.`);
      await transport.sendMail({
        from: { name: "Aidants Connect", address: expediteur },
        to: { name: "", address: to },
        subject,
        text,
        ...(html ? { html } : {}),
        headers: { "auto-submitted": "auto-generated" },
      });
    },
  };
};
