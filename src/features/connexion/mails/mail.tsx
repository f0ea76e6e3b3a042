import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import type { Message } from "#platform/mailer.ts";

export type Paragraph = string | { readonly href: string; readonly label: string } | { readonly code: string };
export type Mail = { readonly to: string; readonly subject: string; readonly paragraphs: readonly Paragraph[] };

const asText = (paragraph: Paragraph): string => {
  if (typeof paragraph === "string") return paragraph;
  return "code" in paragraph ? paragraph.code : `${paragraph.label}\n${paragraph.href}`;
};

const asHtml = (paragraph: Paragraph): VNode => {
  if (typeof paragraph === "string") return <p>{paragraph}</p>;
  if ("code" in paragraph)
    return (
      <p>
        <strong>{paragraph.code}</strong>
      </p>
    );
  return (
    <p>
      <a href={paragraph.href}>{paragraph.label}</a>
    </p>
  );
};

/** How to check that the message is real; the host only, so that no mail program makes a second link of it. */
const closing = (origin: string): readonly string[] => [
  "Aidants Connect",
  `Pour vérifier que ce message vient de nous\u00a0: son lien mène à ${new URL(origin).host}, et nulle part ailleurs. Au moindre doute, ne cliquez pas et tapez cette adresse vous-même.`,
];

/** The same words as text and as HTML: no image, no style, at most one link (theme.md, Mails). */
export const writeMail = ({ to, subject, paragraphs }: Mail, origin: string): Message => {
  const all = [...paragraphs, ...closing(origin)];
  const html = render(
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
      </head>
      <body>{all.map(asHtml)}</body>
    </html>,
  );
  return { kind: "courriel", to, subject, text: `${all.map(asText).join("\n\n")}\n`, html: `<!doctype html>${html}` };
};
