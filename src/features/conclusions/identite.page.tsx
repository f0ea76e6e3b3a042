import { paths } from "#paths.ts";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import type { JourneyProps } from "./journey-page.tsx";
import { UsagerPage } from "./journey-page.tsx";

/** The usager has the keyboard: he alone presses the button (chapter 03 §7.1, point 1). */
export const IdentitePage = ({ frame, structure, conclusion, csrfToken }: JourneyProps) => (
  <UsagerPage frame={frame} title="C’est à vous">
    <p class="ac-lead">Vous avez le clavier. L’aidant ne regarde pas ce que vous tapez.</p>
    <ol>
      <li>Vous vous identifiez avec FranceConnect.</li>
      <li>Vous revenez ici. Vous lisez le mandat.</li>
      <li>Vous acceptez ou vous refusez.</li>
    </ol>
    <p>Vos mots de passe restent à vous. Nous ne les voyons pas.</p>
    <Form action={paths.conclusionFranceConnect({ structure, conclusionId: conclusion.id })} csrfToken={csrfToken}>
      <ButtonGroup>
        <Button size="lg">S’identifier avec FranceConnect</Button>
      </ButtonGroup>
    </Form>
    <p>
      <a href={paths.conclusionDuree({ structure, conclusionId: conclusion.id })}>
        Je ne veux pas m’identifier&nbsp;: je rends le clavier
      </a>
    </p>
  </UsagerPage>
);
