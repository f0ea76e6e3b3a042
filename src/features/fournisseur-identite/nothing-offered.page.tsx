import type { UseRefusal } from "#domain/use.ts";
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
    <ReturnButton uid={uid} csrfToken={csrfToken} />
  </Layout>
);
