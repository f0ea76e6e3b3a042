import { broker, Layout } from "./layout.tsx";

type Props = {
  readonly code: string;
  readonly reference: string;
  readonly message: string;
  /** What a developer needs to know; never an identity. */
  readonly detail: string | null;
  readonly back: { readonly fsTitle: string; readonly url: string } | null;
};

export const ErrorPage = ({ code, reference, message, detail, back }: Props) => (
  <Layout title={`Erreur ${code}`} speaker={broker}>
    <h1>La connexion est interrompue</h1>
    <div class="carte alerte">
      <p>{message}</p>
      {detail && <p class="aide">{detail}</p>}
    </div>
    <dl class="identite">
      <dt>Code de l’erreur</dt>
      <dd>{code}</dd>
      <dt>Référence</dt>
      <dd>{reference}</dd>
    </dl>
    {back && (
      <p>
        <a class="bouton" href={back.url}>
          Revenir sur {back.fsTitle}
        </a>
      </p>
    )}
  </Layout>
);
