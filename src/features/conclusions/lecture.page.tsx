import { type Duree, dureeTitles, termInWords, termOf } from "#domain/duree.ts";
import { birthplaceWords, birthWords, fullName } from "#domain/identite-words.ts";
import { paths } from "#paths.ts";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice.tsx";
import { Form } from "#ui/form.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ActeList } from "./acte-list.tsx";
import { type Declaration, declarations } from "./answer-reading.ts";
import { JourneyForm, type JourneyProps, UsagerPage } from "./journey-page.tsx";
import type { WithPortee } from "./recapitulatif.query.ts";

type Props = JourneyProps & {
  readonly portee: WithPortee;
  /** Who would act: « Amina ESSAI ». */
  readonly aidant: string;
  readonly structureNom: string;
  readonly now: Date;
};

const declarationWords: Readonly<Record<Declaration, string>> = {
  majeur: "J’ai 18\u00a0ans ou plus.",
  "sans-mesure":
    "Je n’ai ni tutelle, ni curatelle, ni sauvegarde de justice, ni habilitation familiale, ni mandat de protection en cours.",
  libre: "Je donne ce mandat librement. Personne ne m’y oblige.",
  lu: "J’ai lu ce mandat, ou on me l’a lu. Je l’ai compris.",
};

/** The usager reads the whole mandat in plain words, then answers (chapter 03 §7.1, point 4). */
export const LecturePage = (props: Props) => {
  const { frame, structure, conclusion, csrfToken, refusal, portee, aidant, structureNom, now } = props;
  const { termDay } = termOf(conclusion.draft.duree as Duree, now);
  return (
    <UsagerPage frame={frame} title="Lisez, puis répondez" refusal={refusal}>
      <h2>C’est bien vous&nbsp;?</h2>
      <SummaryList
        items={[
          { term: "Nom", value: fullName(portee.identite) },
          { term: "Naissance", value: birthWords(portee.identite) },
          { term: "Lieu de naissance", value: birthplaceWords(portee.identite) },
          { term: "Adresse électronique", value: portee.identite.email ?? "Non transmise par FranceConnect" },
        ]}
      />
      <p>Ce n’est pas vous&nbsp;? Choisissez «&nbsp;Je veux changer quelque chose&nbsp;», puis rendez le clavier.</p>
      <h2>Le mandat</h2>
      <p>
        Vous confiez ces actes à <strong>{structureNom}</strong>. Aujourd’hui, {aidant} vous reçoit.
      </p>
      <ActeList actes={portee.actes} />
      <p>La structure ne fera rien d’autre à votre place.</p>
      <h2>La durée</h2>
      <p>
        {dureeTitles[conclusion.draft.duree as Duree]}. Le mandat s’arrête au plus tard le {termInWords(termDay)}.
      </p>
      {portee.remplacement.replaced.length > 0 && <Replaced portee={portee} />}
      <h2>Vos droits</h2>
      <ul>
        <li>C’est gratuit.</li>
        <li>Vous pouvez arrêter à tout moment. Vous ne donnez pas de raison.</li>
        <li>Personne ne vous demande un mot de passe.</li>
        {portee.identite.email && <li>FranceConnect vous écrit à chaque utilisation.</li>}
      </ul>
      <JourneyForm
        action={paths.conclusionLecture({ structure, conclusionId: conclusion.id })}
        csrfToken={csrfToken}
        conclusion={conclusion}
      >
        <h2>Votre déclaration</h2>
        <p>Cochez chaque phrase vraie pour vous. Une phrase est fausse&nbsp;? Choisissez «&nbsp;Je refuse&nbsp;».</p>
        {declarations.map((name) => (
          <Checkbox key={name} name={name} label={declarationWords[name]} />
        ))}
        <ButtonGroup>
          <Button name="reponse" value="accepter" size="lg">
            J’accepte
          </Button>
          <Button name="reponse" value="refuser" size="lg" variant="secondary">
            Je refuse
          </Button>
          <Button name="reponse" value="modifier" size="lg" variant="tertiary">
            Je veux changer quelque chose
          </Button>
        </ButtonGroup>
      </JourneyForm>
    </UsagerPage>
  );
};

const Replaced = ({ portee: { remplacement } }: Pick<Props, "portee">) => (
  <>
    <h2>Ce qui change</h2>
    <p>Ce mandat remplace un mandat que vous avez déjà ici.</p>
    {remplacement.lost.length > 0 && (
      <>
        <p>La structure ne fera plus ces actes&nbsp;:</p>
        <ul>
          {remplacement.lost.map(({ service, libelle }) => (
            <li key={`${service} ${libelle}`}>
              {libelle} ({service})
            </li>
          ))}
        </ul>
      </>
    )}
  </>
);

/** The reading page closes 30 minutes after the identification; nothing of the draft is lost. */
export const LectureClosedPage = ({ frame, structure, conclusion, csrfToken }: JourneyProps) => (
  <UsagerPage frame={frame} title="Le temps de lecture est passé" refusal="reading-closed">
    <Form action={paths.conclusionIdentite({ structure, conclusionId: conclusion.id })} csrfToken={csrfToken}>
      <ButtonGroup>
        <Button size="lg">M’identifier à nouveau</Button>
      </ButtonGroup>
    </Form>
  </UsagerPage>
);
