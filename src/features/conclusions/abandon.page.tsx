import { paths } from "#paths.ts";
import { Button, ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { JourneyProps } from "./journey-page.tsx";

/** Asked before a draft is destroyed. */
export const AbandonPage = ({ frame, structure, conclusion, csrfToken }: JourneyProps) => {
  const journey = { structure, conclusionId: conclusion.id };
  return (
    <Layout frame={frame} title="Abandonner ce mandat">
      <h1>Abandonner ce mandat&nbsp;?</h1>
      <p class="ac-lead">Les actes et la durée choisis seront effacés. Rien n’est conclu.</p>
      <Form action={paths.abandonConclusion(journey)} csrfToken={csrfToken}>
        <ButtonGroup>
          <Button variant="danger">Abandonner ce mandat</Button>
          <LinkButton href={paths.conclusion(journey)} variant="secondary">
            Continuer ce mandat
          </LinkButton>
        </ButtonGroup>
      </Form>
    </Layout>
  );
};
