import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Field } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly typed?: string;
  readonly error?: string;
};

/** First step: one question, the address. */
export const SignInPage = ({ frame, csrfToken, typed, error }: Props) => (
  <Layout frame={frame} title="Se connecter à l’espace aidant" hasErrors={Boolean(error)}>
    <ErrorSummary issues={error ? [{ field: "courriel", message: error }] : []} />
    <h1>Se connecter à l’espace aidant</h1>
    <p class="ac-lead">
      Vous recevez un lien par courriel, puis vous tapez le code de votre application. Aucun mot de passe.
    </p>
    <Form action={paths.signIn({})} csrfToken={csrfToken}>
      <Field
        name="courriel"
        kind="email"
        label="Votre adresse électronique professionnelle"
        hint="Celle avec laquelle vous avez été invité. Exemple&nbsp;: prenom.nom@structure.fr"
        value={typed}
        error={error}
        maxlength={254}
      />
      <Button>Recevoir le lien de connexion</Button>
    </Form>
    <Notice>
      <p>
        Cet espace est réservé aux aidants professionnels. Vous êtes un particulier et vous cherchez de l’aide&nbsp;?{" "}
        <a href={`${paths.home({})}#je-suis-aide`}>Lire comment se faire aider</a>.
      </p>
    </Notice>
  </Layout>
);
