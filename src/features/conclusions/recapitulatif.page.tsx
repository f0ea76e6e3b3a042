import { type Duree, dureeTitles, termInWords, termOf } from "#domain/duree.ts";
import { birthWords, fullName } from "#domain/identite-words.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Checkbox } from "#ui/choice.tsx";
import { Form } from "#ui/form.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { ActeList } from "./acte-list.tsx";
import { JourneyForm, JourneyPage, type JourneyProps } from "./journey-page.tsx";
import { refusalWords } from "./journey-words.ts";
import type { WithPortee } from "./recapitulatif.query.ts";

type Props = JourneyProps & { readonly portee: WithPortee; readonly now: Date };

/** The aidant has the keyboard again: he looks at the person, reads what will be signed, and concludes. */
export const RecapitulatifPage = (props: Props) => {
  const { structure, conclusion, csrfToken, portee, now } = props;
  const duree = conclusion.draft.duree as Duree;
  return (
    <JourneyPage {...props} title="Récapitulatif" step={5}>
      <h1>Reprenez le clavier</h1>
      <p class="ac-lead">La personne a accepté le mandat. Vérifiez, puis concluez dans les 30&nbsp;minutes.</p>
      <h2>La personne devant vous</h2>
      <SummaryList
        items={[
          { term: "Nom", value: fullName(portee.identite) },
          { term: "Naissance", value: birthWords(portee.identite) },
          {
            term: "Durée",
            value: `${dureeTitles[duree]}, jusqu’au ${termInWords(termOf(duree, now).termDay)}`,
          },
        ]}
      />
      <h2>Ce qui vous est confié</h2>
      <ActeList actes={portee.actes} />
      <EmailNotice email={portee.identite.email} />
      <JourneyForm
        action={paths.conclusionRecapitulatif({ structure, conclusionId: conclusion.id })}
        csrfToken={csrfToken}
        conclusion={conclusion}
        values={{ remplace: portee.shown }}
      >
        <Lost {...props} />
        <ButtonGroup>
          <Button>Conclure le mandat avec cette personne</Button>
        </ButtonGroup>
      </JourneyForm>
    </JourneyPage>
  );
};

const EmailNotice = ({ email }: { readonly email: string | undefined }) =>
  email ? (
    <p>Un message part à son adresse, {email}. FranceConnect lui écrit aussi, à chaque utilisation du mandat.</p>
  ) : (
    <Alert severity="warning" title="À compléter" isAnswer={false}>
      <p>
        FranceConnect n’a transmis aucune adresse électronique. Le mandat peut être conclu, mais il ne peut pas encore
        servir à une connexion&nbsp;: la personne ajoute une adresse à son compte, puis s’identifie à nouveau.
      </p>
    </Alert>
  );

const Lost = ({ portee: { remplacement }, refusal }: Props) => {
  if (remplacement.replaced.length === 0) return null;
  return (
    <>
      <h2>Ce qui est remplacé</h2>
      <p>Ce mandat prend la place d’un mandat en cours, pour les mêmes démarches.</p>
      {remplacement.lost.length > 0 && (
        <>
          <p>Ces actes ne pourront plus être faits&nbsp;:</p>
          <ul>
            {remplacement.lost.map(({ service, libelle }) => (
              <li key={`${service} ${libelle}`}>
                {libelle} ({service})
              </li>
            ))}
          </ul>
          <Checkbox
            name="perte"
            label="La personne sait qu’elle perd ces actes"
            error={refusal === "loss-not-confirmed" ? refusalWords[refusal] : undefined}
          />
        </>
      )}
    </>
  );
};

/** The acceptance is older than 30 minutes: the usager identifies and accepts again. */
export const ConsentExpiredPage = ({ frame, structure, conclusion, csrfToken }: JourneyProps) => (
  <JourneyPage
    frame={frame}
    structure={structure}
    conclusion={conclusion}
    csrfToken={csrfToken}
    refusal="consent-expired"
    title="L’accord a expiré"
    step={5}
  >
    <h1>L’accord a expiré</h1>
    <Form action={paths.conclusionIdentite({ structure, conclusionId: conclusion.id })} csrfToken={csrfToken}>
      <ButtonGroup>
        <Button>Passer le clavier à la personne</Button>
      </ButtonGroup>
    </Form>
  </JourneyPage>
);
