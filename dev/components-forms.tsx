import { Button, ButtonGroup } from "#ui/button.tsx";
import { Checkbox, Checkboxes, Radios } from "#ui/choice.tsx";
import { DateField } from "#ui/date-field.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Field } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Select } from "#ui/select.tsx";
import { Stepper } from "#ui/stepper.tsx";
import { Textarea } from "#ui/textarea.tsx";

const Fields = ({ prefix, refused }: { readonly prefix: string; readonly refused: boolean }) => (
  <>
    <Field
      name={`${prefix}-courriel`}
      kind="email"
      label="Votre adresse électronique professionnelle"
      hint="Nous vous envoyons un lien. Vous n’avez pas de mot de passe à retenir."
      value={refused ? "camille.martin@" : ""}
      error={refused ? "Écrivez l’adresse en entier, par exemple prenom.nom@structure.fr" : undefined}
    />
    <Field
      name={`${prefix}-code`}
      kind="code"
      length={6}
      maxlength={7}
      label="Code à 6 chiffres"
      hint="Il s’affiche dans votre application."
      value={refused ? "123" : ""}
      error={refused ? "Le code a 6 chiffres\u00a0; il en manque 3" : undefined}
    />
    <Field name={`${prefix}-telephone`} kind="tel" length={20} label="Téléphone" optional />
    <Select
      name={`${prefix}-demarche`}
      label="Démarche"
      placeholder="Choisir une démarche"
      options={[
        { value: "logement", label: "Logement" },
        { value: "famille", label: "Famille" },
      ]}
      error={refused ? "Choisissez une démarche" : undefined}
    />
    <Textarea
      name={`${prefix}-precision`}
      label="Ce que vous ferez exactement"
      hint="La personne lira cette phrase."
      optional
      rows={3}
      value={refused ? "Tout" : ""}
      error={refused ? "Dites précisément quoi, auprès de qui" : undefined}
    />
    <DateField
      name={`${prefix}-naissance`}
      legend="Date de naissance"
      hint="Par exemple&nbsp;: 27 3 1962"
      values={refused ? { jour: "31", mois: "2", annee: "1962" } : undefined}
      error={refused ? "Février n’a pas de 31" : undefined}
    />
    <Radios
      name={`${prefix}-duree`}
      legend="Combien de temps&nbsp;?"
      isQuestion
      rich
      choices={[
        { value: "court", label: "1 jour", hint: "Jusqu’au mercredi 25 novembre 2026, minuit." },
        { value: "mois", label: "31 jours", hint: "Jusqu’au vendredi 25 décembre 2026, minuit." },
      ]}
      value={refused ? undefined : "mois"}
      error={refused ? "Choisissez une durée" : undefined}
    />
    <Checkboxes
      name={`${prefix}-actes`}
      legend="Quels actes&nbsp;?"
      choices={[
        { value: "aide", label: "Demander l’aide au logement", hint: "Caisse d’allocations familiales" },
        { value: "attestation", label: "Télécharger une attestation" },
        {
          value: "sensible",
          label: "Changer de compte bancaire",
          hint: "Deux personnes doivent valider.",
          disabled: true,
        },
      ]}
      values={["aide"]}
      error={refused ? "Cochez au moins un acte" : undefined}
    />
    <Checkbox
      name={`${prefix}-lu`}
      label="J’ai lu et j’ai compris"
      error={refused ? "Cochez la case pour continuer" : undefined}
    />
  </>
);

/** Every control, empty and after a refusal. */
export const Forms = () => (
  <section aria-labelledby="formulaires">
    <h2 id="formulaires">Formulaires</h2>
    <Stepper current={2} steps={["La personne", "Les actes", "La durée", "Le récapitulatif"]} />
    <Form action="#formulaires" csrfToken="demonstration">
      <Fields prefix="vide" refused={false} />
      <ButtonGroup>
        <Button>Continuer vers la durée</Button>
      </ButtonGroup>
    </Form>
    <h3>Après un refus</h3>
    <ErrorSummary
      issues={[
        { field: "refus-courriel", message: "Écrivez l’adresse en entier" },
        { field: "refus-naissance", message: "Février n’a pas de 31" },
        { field: "refus-duree", message: "Choisissez une durée" },
      ]}
    />
    <Form action="#formulaires" csrfToken="demonstration">
      <Fields prefix="refus" refused />
    </Form>
  </section>
);
