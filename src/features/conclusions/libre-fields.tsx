import { demarches, demarcheTitles } from "#domain/demarche.ts";
import { Accordion } from "#ui/accordion.tsx";
import { Button } from "#ui/button.tsx";
import { Checkboxes } from "#ui/choice.tsx";
import { Field } from "#ui/field.tsx";
import { Select } from "#ui/select.tsx";
import { ActeMarks } from "./acte-list.tsx";
import type { JourneyProps } from "./journey-page.tsx";
import { refusalWords, type ShownRefusal } from "./journey-words.ts";

export type LibreTyped = { readonly demarche: string; readonly service: string; readonly libelle: string };
type FieldsProps = Pick<JourneyProps, "refusal"> & { readonly libre?: LibreTyped | undefined };

/** Actes worded by hand that the draft already holds. */
export const LibresKept = ({ conclusion }: Pick<JourneyProps, "conclusion">) => {
  const libres = conclusion.draft.actes.filter((acte) => acte.kind === "libre");
  return libres.length === 0 ? null : (
    <Checkboxes
      name="libre"
      legend="Actes écrits avec la personne"
      hint="Décochez un acte pour le retirer."
      choices={libres.map(({ service, libelle, demarche }, rank) => ({
        value: String(rank),
        label: (
          <>
            {libelle} ({service}) <ActeMarks grade="sensible" presence={false} />
          </>
        ),
        hint: demarcheTitles[demarche],
      }))}
      values={libres.map((_, rank) => String(rank))}
    />
  );
};

const acteRefusals: readonly (ShownRefusal | undefined)[] = [
  "acte-length",
  "acte-too-generic",
  "acte-forbidden",
  "secret-detected",
];

/** Required together, and only by who begins one: no field of the three says « (facultatif) ». */
export const LibreFields = ({ libre, refusal }: FieldsProps) => (
  <Accordion
    title="Un acte qui n’est pas dans la liste"
    open={libre !== undefined && Object.values(libre).some(Boolean)}
  >
    <p>Remplissez les trois champs, puis ajoutez l’acte au mandat.</p>
    <Select
      name="libre-demarche"
      label="Démarche"
      placeholder="Choisir une démarche"
      value={libre?.demarche}
      optional
      isOptionalUnsaid
      error={refusal === "demarche-missing" ? refusalWords[refusal] : undefined}
      options={demarches.map((demarche) => ({ value: demarche, label: demarcheTitles[demarche] }))}
    />
    <Field
      name="libre-service"
      label="Service"
      hint="Par exemple&nbsp;: Mairie."
      value={libre?.service}
      maxlength={80}
      optional
      isOptionalUnsaid
      error={refusal === "service-length" ? refusalWords[refusal] : undefined}
    />
    <Field
      name="libre-libelle"
      label="L’acte, en une phrase"
      hint="Commencez par un verbe. Par exemple&nbsp;: «&nbsp;Demander une carte de stationnement&nbsp;». N’écrivez aucun mot de passe."
      value={libre?.libelle}
      maxlength={160}
      optional
      isOptionalUnsaid
      error={refusal && acteRefusals.includes(refusal) ? refusalWords[refusal] : undefined}
    />
    <Button name="action" value="ajouter" variant="secondary">
      Ajouter cet acte
    </Button>
  </Accordion>
);
