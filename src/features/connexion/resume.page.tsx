import { paths } from "#paths.ts";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { ErrorPage } from "#ui/error-page.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { parisHour } from "./paris-time.ts";
import type { WaitingAct } from "./waiting-act.ts";

type FrameOnly = { readonly frame: PageFrame };
type Props = FrameOnly & { readonly csrfToken: string; readonly waiting: WaitingAct; readonly postedAt: Date };

/** More than 5 minutes have gone by: the person says again that the form may leave. */
export const ResumePage = ({ frame, csrfToken, waiting: { words, structureNom }, postedAt }: Props) => (
  <Layout frame={frame} title="Envoyer ce que vous aviez rempli" context={structureNom ?? undefined}>
    <h1>Envoyer ce que vous aviez rempli&nbsp;?</h1>
    <p class="ac-lead">
      À {parisHour(postedAt)}, vous avez envoyé un formulaire{words && ` pour ${words}`}
      {structureNom && `, au nom de ${structureNom}`}. Il n’est pas encore parti.
    </p>
    <Form action={paths.resume({})} csrfToken={csrfToken}>
      <ButtonGroup>
        <Button name="choix" value="envoyer">
          Envoyer maintenant
        </Button>
        <Button name="choix" value="renoncer" variant="secondary">
          Ne pas envoyer
        </Button>
      </ButtonGroup>
    </Form>
  </Layout>
);

/** 410: too old to be sent; the form opens again, empty. */
export const ResumeExpiredPage = ({ frame, formUrl }: FrameOnly & { readonly formUrl: string | null }) => (
  <ErrorPage
    frame={frame}
    title="Le formulaire est à remplir de nouveau"
    kept={<p>Tout ce qui était enregistré avant ce formulaire l’est toujours.</p>}
    next={<p>Ouvrez de nouveau le formulaire et remplissez-le. Il s’envoie ensuite tout de suite.</p>}
    doors={[
      ...(formUrl ? [{ label: "Rouvrir le formulaire", href: formUrl }] : []),
      { label: "Aller à l’accueil de l’espace aidant", href: paths.chooseStructure({}) },
    ]}
  >
    <p>Votre formulaire a attendu trop longtemps. Il n’est pas parti, et rien n’a été modifié.</p>
  </ErrorPage>
);

/** The form was taken in charge by an earlier click, and where it led is not known yet, or was a page of its own. */
export const AlreadySentPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Votre formulaire est déjà pris en charge"
    next={<p>Regardez le résultat dans l’espace aidant avant de remplir de nouveau le formulaire.</p>}
    doors={[{ label: "Aller à l’accueil de l’espace aidant", href: paths.chooseStructure({}) }]}
  >
    <p>Il ne part jamais deux fois.</p>
  </ErrorPage>
);
