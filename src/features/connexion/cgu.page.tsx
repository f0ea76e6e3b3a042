import { frenchDay, parisDayOf } from "#domain/paris-day.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { Checkbox } from "#ui/choice.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import type { CguInForce } from "./cgu.query.ts";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly cgu: CguInForce | null;
  readonly error?: string;
};

/** Paragraphs are lines; a line that begins with `## ` is a title. */
const CguText = ({ text }: { readonly text: string }) => (
  <>
    {text
      .split("\n")
      .filter(Boolean)
      .map((line, rank) => (line.startsWith("## ") ? <h2 key={rank}>{line.slice(3)}</h2> : <p key={rank}>{line}</p>))}
  </>
);

const Acceptance = ({ csrfToken, cgu, error }: Omit<Props, "frame" | "cgu"> & { readonly cgu: CguInForce }) => (
  <>
    <h2>Votre décision</h2>
    <Form action={paths.cgu({})} csrfToken={csrfToken} values={{ version: cgu.number }}>
      <Checkbox
        name="accepte"
        label="J’ai lu les conditions générales et je les accepte"
        hint="Tant qu’elles ne sont pas acceptées, vous ne pouvez pas agir pour un usager."
        error={error}
      />
      <Button>Accepter et continuer</Button>
    </Form>
    <p>Vous ne voulez pas accepter&nbsp;? Déconnectez-vous&nbsp;: rien ne change, et vous pourrez revenir.</p>
  </>
);

/** The conditions in force, whole; the gate of chapter 02 §5 while they wait to be accepted. */
export const CguPage = ({ frame, csrfToken, cgu, error }: Props) => (
  <Layout frame={frame} title="Conditions générales" hasErrors={Boolean(error)}>
    <ErrorSummary issues={error ? [{ field: "accepte", message: error }] : []} />
    <h1>Conditions générales d’utilisation</h1>
    {!cgu && <EmptyState title="Aucune version n’est en vigueur" />}
    {cgu && (
      <>
        <Notice>
          <p>
            Version {cgu.number}, en vigueur depuis le {frenchDay(parisDayOf(cgu.inForceAt))}.
            {cgu.acceptedAt && ` Vous l’avez acceptée le ${frenchDay(parisDayOf(cgu.acceptedAt))}.`}
          </p>
        </Notice>
        {cgu.summary && (
          <Callout title="Ce qui change">
            <p>{cgu.summary}</p>
          </Callout>
        )}
        <CguText text={cgu.text} />
        {!cgu.acceptedAt && <Acceptance csrfToken={csrfToken} cgu={cgu} {...(error ? { error } : {})} />}
      </>
    )}
  </Layout>
);
