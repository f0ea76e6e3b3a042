import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Button } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { ReturnButton } from "./return-button.tsx";

type Props = { readonly frame: PageFrame; readonly csrfToken: string; readonly uid: string };

/** L4: an identification waits in this browser; answering it with a mandat would identify the wrong person. */
export const PendingIdentificationPage = ({ frame, csrfToken, uid }: Props) => (
  <Layout frame={frame} title="Une identification est en cours">
    <h1>Une identification est en cours</h1>
    <Alert severity="warning" isAnswer={false}>
      <p>
        Dans ce navigateur, une personne est en train de s’identifier par FranceConnect pour donner un mandat. Elle doit
        utiliser ses propres identifiants, pas Aidants Connect.
      </p>
    </Alert>
    <p>Pour continuer cette identification, retournez sur FranceConnect et choisissez un autre moyen de connexion.</p>
    <ReturnButton uid={uid} csrfToken={csrfToken} />
    <h2>Si cette identification n’a plus lieu d’être</h2>
    <p>Vous pouvez l’abandonner et vous connecter à la place d’une personne. Le brouillon du mandat est conservé.</p>
    <Form action={paths.demandeBoucle({ uid })} csrfToken={csrfToken}>
      <Button variant="secondary">Abandonner l’identification et continuer</Button>
    </Form>
  </Layout>
);
