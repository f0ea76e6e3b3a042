import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Button } from "#ui/button.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Field } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { parisHour } from "./paris-time.ts";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly courriel: string;
  /** From when another message may be asked for. */
  readonly askAgainAt: Date;
  readonly error?: string;
  readonly notice?: "asked-again" | "too-soon";
};

const notices = {
  "asked-again": "Si un compte existe pour cette adresse, un nouveau message vient de partir. L’ancien ne sert plus.",
  "too-soon": "Un message vient de partir. Attendez un peu avant d’en demander un autre.",
} as const;

const NothingComes = ({ csrfToken, askAgainAt }: Pick<Props, "csrfToken" | "askAgainAt">) => (
  <>
    <h2>Rien n’arrive&nbsp;?</h2>
    <ul>
      <li>Attendez une minute, puis regardez dans les courriers indésirables.</li>
      <li>Vérifiez l’adresse ci-dessus. C’est celle de votre invitation qui compte.</li>
      <li>Demandez à votre référent si votre compte est ouvert.</li>
    </ul>
    <Form action={paths.signInWaiting({})} csrfToken={csrfToken} values={{ demande: "nouveau-message" }}>
      <p>Vous pouvez demander un autre message à partir de {parisHour(askAgainAt)}.</p>
      <Button variant="secondary">Recevoir un autre message</Button>
    </Form>
    <p>
      <a href={paths.signIn({})}>Changer d’adresse</a>
    </p>
  </>
);

/** Second step: the same page whatever the address, so that it tells nobody which accounts exist. */
export const WaitingPage = ({ frame, csrfToken, courriel, askAgainAt, error, notice }: Props) => (
  <Layout frame={frame} title="Consultez votre messagerie" hasErrors={Boolean(error)}>
    <ErrorSummary issues={error ? [{ field: "code", message: error }] : []} />
    <h1>Consultez votre messagerie</h1>
    {notice && <Alert severity="info">{notices[notice]}</Alert>}
    <p class="ac-lead">
      Si un compte existe pour <bdi>{courriel}</bdi>, un message vient de partir.
    </p>
    <p>
      Ouvrez le lien du message dans ce navigateur, sur cet ordinateur. Il sert une fois, pendant 15&nbsp;minutes. Vous
      lisez vos messages ailleurs&nbsp;? Tapez ici le code du message.
    </p>
    <Form action={paths.signInWaiting({})} csrfToken={csrfToken}>
      <Field
        name="code"
        kind="code"
        label="Code du message"
        hint="6 chiffres, valables 10&nbsp;minutes."
        length={6}
        error={error}
      />
      <Button>Continuer avec ce code</Button>
    </Form>
    <NothingComes csrfToken={csrfToken} askAgainAt={askAgainAt} />
  </Layout>
);
