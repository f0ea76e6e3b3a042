import { type Duree, durees, dureeTitles, termInWords, termOf } from "#domain/duree.ts";
import { paths } from "#paths.ts";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Radios } from "#ui/choice.tsx";
import { JourneyForm, JourneyPage, type JourneyProps } from "./journey-page.tsx";
import { refusalWords } from "./journey-words.ts";

type Props = JourneyProps & { readonly now: Date };

const hintOf = (duree: Duree, now: Date): string => {
  const term = termInWords(termOf(duree, now).termDay);
  return duree === "acte-unique"
    ? `Jusqu’à ce que l’acte soit fait, et au plus tard le ${term}.`
    : `S’il est conclu aujourd’hui, jusqu’au ${term}.`;
};

/** The shortest duration first; none is chosen in advance (chapter 03 §4). */
export const DureePage = (props: Props) => {
  const { structure, conclusion, csrfToken, refusal, now } = props;
  const chosen = conclusion.draft.actes.length;
  const isSingle = chosen === 1;
  return (
    <JourneyPage {...props} title="La durée" step={3}>
      <h1>Combien de temps&nbsp;?</h1>
      <p class="ac-lead">La plus courte durée suffisante est la meilleure. La personne peut arrêter avant.</p>
      <p>
        {isSingle ? "1\u00a0acte choisi" : `${chosen}\u00a0actes choisis`}.{" "}
        <a href={paths.conclusionActes({ structure, conclusionId: conclusion.id })}>Changer les actes</a>
      </p>
      <JourneyForm
        action={paths.conclusionDuree({ structure, conclusionId: conclusion.id })}
        csrfToken={csrfToken}
        conclusion={conclusion}
      >
        <Radios
          name="duree"
          legend="Durée du mandat"
          rich
          error={refusal === "duree-missing" ? refusalWords[refusal] : undefined}
          value={conclusion.draft.duree ?? undefined}
          choices={durees
            .filter((duree) => duree !== "acte-unique" || isSingle)
            .map((duree) => ({ value: duree, label: dureeTitles[duree], hint: hintOf(duree, now) }))}
        />
        <p>Ensuite, vous passez le clavier à la personne&nbsp;: elle s’identifie elle-même avec FranceConnect.</p>
        <ButtonGroup>
          <Button>Passer le clavier</Button>
        </ButtonGroup>
      </JourneyForm>
    </JourneyPage>
  );
};
