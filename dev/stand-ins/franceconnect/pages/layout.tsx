import type { ComponentChildren } from "preact";

type Props = {
  readonly title: string;
  /** Who speaks on this page: the broker, an identity provider, a public service. */
  readonly speaker: string;
  /** The page's only form sends itself where scripts run; its button remains for everyone else. */
  readonly sendsItself?: boolean;
  readonly children: ComponentChildren;
};

export const Layout = ({ title, speaker, sendsItself, children }: Props) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} - ${speaker}`}</title>
      <link rel="stylesheet" href="/sim/style.css" />
      {sendsItself && <script src="/sim/envoi.js" defer />}
    </head>
    <body>
      <header>
        <p class="bandeau">SIMULATEUR — ne pas utiliser en production</p>
        <p class="enseigne">{speaker}</p>
      </header>
      <main id="contenu">{children}</main>
      <footer>
        <p>Personnes, services et données de cette page sont inventés.</p>
      </footer>
    </body>
  </html>
);

/** Hidden fields, one per entry. */
export const HiddenFields = ({ fields }: { readonly fields: Readonly<Record<string, string>> }) => (
  <>
    {Object.entries(fields).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
  </>
);

export const broker = "FranceConnect (simulateur)";
