import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { TotpField } from "./second-factor.page.tsx";
import type { WaitingAct } from "./waiting-act.ts";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly waiting: WaitingAct;
  readonly isLocked: boolean;
  readonly error?: string | undefined;
};

const Why = ({ waiting: { words, structureNom, hasForm }, isLocked }: Pick<Props, "waiting" | "isLocked">) => (
  <>
    <p class="ac-lead">
      {isLocked
        ? "Votre session s’est verrouillée après 30\u00a0minutes sans activité."
        : "Votre dernière vérification date de plus de 15\u00a0minutes."}{" "}
      {words
        ? `Pour ${words}, tapez le code de votre application.`
        : "Pour continuer, tapez le code de votre application."}
    </p>
    {structureNom && (
      <p>
        Vous agissez pour <strong>{structureNom}</strong>.
      </p>
    )}
    {hasForm && <p>Ce que vous avez rempli est gardé. Il part juste après.</p>}
  </>
);

/** Step-up: names the act about to be done and the structure, then asks for the second factor. */
export const VerificationPage = ({ frame, csrfToken, waiting, isLocked, error }: Props) => (
  <Layout
    frame={frame}
    title="Confirmez que c’est bien vous"
    context={waiting.structureNom ?? undefined}
    hasErrors={Boolean(error)}
  >
    <ErrorSummary issues={error ? [{ field: "code", message: error }] : []} />
    <h1>Confirmez que c’est bien vous</h1>
    <Why waiting={waiting} isLocked={isLocked} />
    <Form action={paths.verification({})} csrfToken={csrfToken}>
      <TotpField error={error} />
      <Button>Confirmer et continuer</Button>
    </Form>
    <h2>Ce n’est pas vous&nbsp;?</h2>
    <Form action={paths.signOut({})} csrfToken={csrfToken}>
      <Button variant="tertiary">Fermer cette session</Button>
    </Form>
  </Layout>
);
