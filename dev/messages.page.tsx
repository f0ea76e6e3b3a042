import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import type { SentMessage } from "./demo-mailbox.ts";
import { demoPaths } from "./demonstration.ts";

type Props = { readonly frame: PageFrame; readonly messages: readonly SentMessage[]; readonly to: string | undefined };

const kinds = { courriel: "Courriel", sms: "SMS", lettre: "Lettre" } as const;
const time = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeStyle: "medium", timeZone: "Europe/Paris" });

/** The text as it was sent, its addresses made links. */
const Text = ({ text }: { readonly text: string }) => (
  <>
    {text.split("\n").map((line, rank) => (
      <p key={rank}>
        {line.split(/(https?:\/\/[^\s<>"»]*[^\s<>"».,;:!?)])/).map((piece, place) =>
          piece.startsWith("http") ? (
            <a key={place} href={piece}>
              {piece}
            </a>
          ) : (
            piece
          ),
        )}
      </p>
    ))}
  </>
);

const MessageCard = ({ message }: { readonly message: SentMessage }) => (
  <Card
    title={message.subject || kinds[message.kind]}
    detail={`${kinds[message.kind]} à ${message.to}, ${time.format(new Date(message.at))}`}
  >
    <Text text={message.text} />
  </Card>
);

const Recipients = ({ messages }: Pick<Props, "messages">) => (
  <ul>
    {[...new Set(messages.map(({ to }) => to))].sort().map((to) => (
      <li key={to}>
        <a href={`${demoPaths.messages}?to=${encodeURIComponent(to)}`}>Messages à {to}</a>
      </li>
    ))}
  </ul>
);

/** What the service sent, as its people would read it: nothing leaves this machine. */
export const MessagesPage = ({ frame, messages, to }: Props) => (
  <Layout frame={frame} title="Messages" breadcrumb={[{ label: "Démonstration", href: demoPaths.home }]}>
    <h1>{to ? `Messages à ${to}` : "Messages"}</h1>
    {to && (
      <p>
        <a href={demoPaths.messages}>Voir tous les messages</a>
      </p>
    )}
    {messages.length === 0 && <EmptyState title="Aucun message" />}
    {!to && <Recipients messages={messages} />}
    {messages.map((message, rank) => (
      <MessageCard key={`${message.at} ${rank}`} message={message} />
    ))}
  </Layout>
);
