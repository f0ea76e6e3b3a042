import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ErrorPage } from "#ui/error-page.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Field } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { parisHour } from "./paris-time.ts";

type FrameOnly = { readonly frame: PageFrame };
type FormProps = FrameOnly & { readonly csrfToken: string; readonly error?: string | undefined };

export const wrongCodeWords =
  "Ce code n’est pas le bon, ou il a déjà servi. Attendez le code suivant dans votre application, puis tapez-le.";

/** The field of a TOTP code, the same at sign-in and at step-up. */
export const TotpField = ({ error }: { readonly error?: string | undefined }) => (
  <Field
    name="code"
    kind="code"
    label="Code de votre application"
    hint="6 chiffres. Ils changent toutes les 30&nbsp;secondes."
    length={6}
    error={error}
  />
);

/** Fourth step: the second proof. */
export const SecondFactorPage = ({ frame, csrfToken, error }: FormProps) => (
  <Layout frame={frame} title="Tapez le code de votre application" hasErrors={Boolean(error)}>
    <ErrorSummary issues={error ? [{ field: "code", message: error }] : []} />
    <h1>Tapez le code de votre application</h1>
    <p class="ac-lead">
      Ouvrez l’application d’authentification de votre téléphone. Elle montre un code pour Aidants Connect.
    </p>
    <Form action={paths.secondFactor({})} csrfToken={csrfToken}>
      <TotpField error={error} />
      <Button>Se connecter</Button>
    </Form>
    <h2>Vous n’avez plus votre application&nbsp;?</h2>
    <p>Demandez une nouvelle invitation au référent de votre structure. Vous la recevrez à votre adresse.</p>
  </Layout>
);

/** 429: too many wrong codes; says when it opens again. */
export const FacteurLockedPage = ({ frame, until }: FrameOnly & { readonly until: Date }) => (
  <ErrorPage
    frame={frame}
    title="Trop de codes faux"
    kept={<p>Votre compte et votre travail sont intacts.</p>}
    next={
      <p>
        Revenez à partir de <strong>{parisHour(until)}</strong>. Si vous n’avez plus votre application, demandez une
        nouvelle invitation à votre référent.
      </p>
    }
    doors={[{ label: "Revenir à la connexion", href: paths.signIn({}) }]}
  >
    <p>Votre moyen de connexion est fermé jusqu’à {parisHour(until)}, pour que personne ne devine votre code.</p>
  </ErrorPage>
);

/** 429 by network address; says how long to wait. */
export const TooManyPage = ({ frame, until }: FrameOnly & { readonly until: Date }) => (
  <ErrorPage
    frame={frame}
    title="Trop d’essais depuis ce réseau"
    next={<p>Réessayez à partir de {parisHour(until)}.</p>}
    doors={[{ label: "Revenir à la connexion", href: paths.signIn({}) }]}
  >
    <p>Beaucoup de codes ont été tapés depuis ce réseau en peu de temps. Les personnes déjà connectées continuent.</p>
  </ErrorPage>
);

/** 403: the mail was proved, but there is no second factor to ask for. */
export const FacteurMissingPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Il vous manque un moyen de connexion"
    next={
      <p>
        Demandez une nouvelle invitation au référent de votre structure. Vous la recevrez à votre adresse et vous
        pourrez enregistrer une application sur votre téléphone.
      </p>
    }
    doors={[{ label: "Revenir à la connexion", href: paths.signIn({}) }]}
  >
    <p>Votre adresse est vérifiée, mais aucun moyen de connexion n’est enregistré sur votre compte.</p>
  </ErrorPage>
);
