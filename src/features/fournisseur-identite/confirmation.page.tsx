import { demarcheTitles } from "#domain/demarche.ts";
import { frenchDay } from "#domain/paris-day.ts";
import type { Posture, UseRefusal } from "#domain/use.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Button } from "#ui/button.tsx";
import { Checkbox, Radios } from "#ui/choice.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SummaryList } from "#ui/summary-list.tsx";
import type { OfferedActe, UsagerActes } from "./offered-actes.query.ts";
import { isOverIndebtedness, OverIndebtedness } from "./over-indebtedness.tsx";
import { refusalWords } from "./refusal-words.ts";
import { ReturnButton } from "./return-button.tsx";

type Props = Pick<UsagerActes, "nom" | "naissance"> & {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly uid: string;
  readonly acte: OfferedActe;
  readonly structureNom: string;
  readonly posture?: Posture | undefined;
  readonly presenceMissing?: boolean;
  readonly refusal?: UseRefusal | undefined;
};

const PRESENCE_MESSAGE = "Confirmez que la personne est présente\u00a0: cet acte ne se fait pas sans elle.";

/** Step « confirmation »: who, for what, how; then the identity may leave. */
export const ConfirmationPage = (props: Props) => {
  const { frame, csrfToken, uid, nom, naissance, acte, structureNom, posture, presenceMissing, refusal } = props;
  const issues = presenceMissing ? [{ field: "presence", message: PRESENCE_MESSAGE }] : [];
  return (
    <Layout frame={frame} title="Confirmez la connexion" hasErrors={Boolean(presenceMissing || refusal)}>
      <ErrorSummary issues={issues} />
      {refusal && (
        <Alert severity="error" title="Connexion refusée">
          <p>{refusalWords[refusal]}</p>
        </Alert>
      )}
      <h1>Confirmez la connexion</h1>
      <p class="ac-lead">Vous vous connectez au service public à la place de cette personne.</p>
      <SummaryList
        items={[
          {
            term: "Personne",
            value: `${nom}, ${naissance}`,
            action: { href: paths.demandeUsager({ uid }), label: "Changer de personne" },
          },
          {
            term: "Acte",
            value: `${acte.libelle}, ${acte.service}`,
            action: { href: paths.demandeActe({ uid }), label: "Changer d’acte" },
          },
          { term: "Démarche", value: demarcheTitles[acte.demarche] },
          { term: "Mandat", value: `${acte.numero}, jusqu’au ${frenchDay(acte.termDay)}` },
          { term: "Structure", value: structureNom },
        ]}
      />
      {isOverIndebtedness(acte) && <OverIndebtedness />}
      <Form action={paths.demandeConfirmation({ uid })} csrfToken={csrfToken} values={{ acte: acte.id }}>
        {acte.presence && (
          <Checkbox
            name="presence"
            label="La personne est présente et tape elle-même ce qui est à elle&nbsp;: mot de passe, signature, paiement."
            error={presenceMissing ? PRESENCE_MESSAGE : undefined}
          />
        )}
        <Radios
          name="posture"
          legend="Comment l’aidez-vous&nbsp;? (facultatif)"
          value={posture}
          choices={[
            { value: "je-fais", label: "Je fais à sa place" },
            { value: "j-accompagne", label: "Je l’accompagne, elle fait avec moi" },
            { value: "je-forme", label: "Je la forme, elle fait seule" },
          ]}
        />
        <Checkbox
          name="service"
          label={`Je me connecte au service\u00a0: ${acte.service}`}
          hint="Facultatif. Le journal garde ce service avec l’acte."
          checked
        />
        <p class="ac-muted">
          Le journal garde une trace de cette connexion&nbsp;: qui, quel acte, à quelle heure. Il ne contient aucun nom.
        </p>
        <Button size="lg">Me connecter à sa place</Button>
      </Form>
      <ReturnButton uid={uid} csrfToken={csrfToken} />
    </Layout>
  );
};
