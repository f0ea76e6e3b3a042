import { Alert } from "#ui/alert.tsx";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

type Props = { readonly frame: PageFrame; readonly action: string; readonly csrfToken: string };

export const SAME_PERSON = "meme-personne";
export const OTHER_PERSON = "autre-personne";

/** Asked of the aidant before any identity is shown: FranceConnect may have recognised the person before this one. */
export const SamePersonPage = ({ frame, action, csrfToken }: Props) => (
  <Layout frame={frame} title="Est-ce la même personne&nbsp;?">
    <h1>Est-ce la même personne&nbsp;?</h1>
    <Alert severity="warning" isAnswer={false}>
      <p>
        FranceConnect a reconnu la personne dont vous vous êtes occupé il y a moins de 30&nbsp;minutes, sur cet
        ordinateur. Son identité n’est pas affichée tant que vous n’avez pas répondu.
      </p>
    </Alert>
    <p class="ac-lead">Regardez la personne devant vous. Est-elle revenue pour un nouveau mandat&nbsp;?</p>
    <Form action={action} csrfToken={csrfToken}>
      <ButtonGroup>
        <Button name="reponse" value={SAME_PERSON}>
          Oui, la même personne est revenue
        </Button>
        <Button name="reponse" value={OTHER_PERSON} variant="secondary">
          Non, c’est une autre personne
        </Button>
      </ButtonGroup>
    </Form>
  </Layout>
);
