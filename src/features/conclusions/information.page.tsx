import { paths } from "#paths.ts";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { JourneyForm, JourneyPage, type JourneyProps } from "./journey-page.tsx";

/** Read together, before anything is chosen (chapter 03 §6, screen 1). */
export const InformationPage = (props: JourneyProps) => {
  const { structure, conclusion, csrfToken } = props;
  return (
    <JourneyPage {...props} title="Ce qu’est un mandat" step={1}>
      <h1>Ce qu’est un mandat</h1>
      <p class="ac-lead">Lisez cette page avec la personne.</p>
      <ul>
        <li>Un mandat est un accord écrit. La personne vous confie des actes précis, en ligne, jusqu’à une date.</li>
        <li>C’est gratuit.</li>
        <li>Elle n’y est pas obligée&nbsp;: elle peut faire elle-même, ou apprendre avec vous.</li>
        <li>Vous ne ferez rien d’autre que les actes choisis.</li>
        <li>Elle peut l’arrêter à tout moment, sans donner de raison.</li>
        <li>Chaque utilisation est enregistrée. FranceConnect lui écrit à chaque fois.</li>
        <li>Elle ne vous donne aucun mot de passe.</li>
      </ul>
      <Callout title="Qui peut donner un mandat&nbsp;?">
        <p>
          Une personne de 18&nbsp;ans ou plus, qui n’est pas sous tutelle, curatelle, sauvegarde de justice ou
          habilitation familiale.
        </p>
      </Callout>
      <JourneyForm
        action={paths.conclusionInformation({ structure, conclusionId: conclusion.id })}
        csrfToken={csrfToken}
        conclusion={conclusion}
      >
        <ButtonGroup>
          <Button>Choisir les actes</Button>
        </ButtonGroup>
      </JourneyForm>
    </JourneyPage>
  );
};
