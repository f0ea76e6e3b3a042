import { broker, HiddenFields, Layout } from "./layout.tsx";

export type ChooserEntry = { readonly uid: string; readonly title: string; readonly disabled: boolean };

type Props = {
  readonly fsTitle: string;
  readonly fis: readonly ChooserEntry[];
  /** Apart from the others: the person is not the one who will type. */
  readonly byAidant: readonly ChooserEntry[];
  readonly csrfToken: string;
  readonly backUrl: string;
  readonly failedFi: string | null;
  readonly anonymous: boolean;
};

const Choice = ({ entry, label, csrfToken }: { entry: ChooserEntry; label: string; csrfToken: string }) => (
  <li>
    <form method="post" action="/api/v2/redirect-to-idp">
      <HiddenFields fields={{ providerUid: entry.uid, csrfToken }} />
      <button type="submit" disabled={entry.disabled}>
        {label}
      </button>
      {entry.disabled && <p class="aide">Indisponible pour ce service.</p>}
    </form>
  </li>
);

export const ChooserPage = ({ fsTitle, fis, byAidant, csrfToken, backUrl, failedFi, anonymous }: Props) => (
  <Layout title={`Se connecter à ${fsTitle}`} speaker={broker}>
    <h1>Choisissez un compte pour vous connecter à {fsTitle}</h1>
    {failedFi && (
      <div class="carte alerte" role="alert">
        <p>
          La connexion avec «&nbsp;{failedFi}&nbsp;» n’a pas abouti. Vous pouvez réessayer ou choisir un autre compte.
        </p>
      </div>
    )}
    {anonymous && <p>Aucune donnée personnelle ne sera transmise à ce service.</p>}
    <ul class="choix">
      {fis.map((entry) => (
        <Choice key={entry.uid} entry={entry} label={`Continuer avec ${entry.title}`} csrfToken={csrfToken} />
      ))}
    </ul>
    {byAidant.length > 0 && (
      <section>
        <h2>Vous êtes aidant&nbsp;?</h2>
        <p>Connectez la personne que vous accompagnez, avec son mandat.</p>
        <ul class="choix">
          {byAidant.map((entry) => (
            <Choice key={entry.uid} entry={entry} label={`Utiliser ${entry.title}`} csrfToken={csrfToken} />
          ))}
        </ul>
      </section>
    )}
    <p>
      <a href={backUrl}>Revenir sur {fsTitle}</a>
    </p>
  </Layout>
);
