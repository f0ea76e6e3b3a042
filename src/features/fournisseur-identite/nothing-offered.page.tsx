import type { UseRefusal } from "#domain/use.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { refusalWords } from "./refusal-words.ts";
import { ReturnButton } from "./return-button.tsx";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly uid: string;
  readonly refusal: UseRefusal;
};

/** Nothing can be chosen: said in words, with the way back, never as an error of the protocol (chapter 01 §3.8). */
export const NothingOfferedPage = ({ frame, csrfToken, uid, refusal }: Props) => (
  <Layout frame={frame} title="Aucune connexion possible">
    <h1>Aucune connexion possible</h1>
    <Alert severity="warning" isAnswer={false}>
      <p>{refusalWords[refusal]}</p>
    </Alert>
    <p>Aucune identité n’a été transmise. Retournez sur FranceConnect pour choisir un autre moyen de connexion.</p>
    <p>
      <a href={paths.chooseStructure({})}>Aller à l’accueil de l’espace aidant</a>
    </p>
    <ReturnButton uid={uid} csrfToken={csrfToken} />
  </Layout>
);

/** What was chosen a moment ago was ended meanwhile, by a colleague or by the usager: said in words, with doors. */
export const NoLongerOfferedPage = ({ frame, csrfToken, uid, refusal }: Props) => (
  <Layout frame={frame} title="Cette connexion n’est plus possible" hasErrors>
    <h1>Cette connexion n’est plus possible</h1>
    <Alert severity="error">
      <p>{refusalWords[refusal]}</p>
    </Alert>
    <p>Aucune identité n’a été transmise.</p>
    <ul>
      <li>
        <a href={paths.demandeActe({ uid })}>Choisir un autre acte</a>
      </li>
      <li>
        <a href={paths.demandeUsager({ uid })}>Choisir une autre personne</a>
      </li>
    </ul>
    <ReturnButton uid={uid} csrfToken={csrfToken} />
  </Layout>
);
