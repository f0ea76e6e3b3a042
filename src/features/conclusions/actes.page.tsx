import { type ActeDuCatalogue, catalogueActes, searchCatalogue } from "#domain/catalogue-actes.ts";
import { type Demarche, demarches, demarcheTitles } from "#domain/demarche.ts";
import { SURENDETTEMENT, surendettementWords } from "#domain/portee.ts";
import { paths } from "#paths.ts";
import { Accordion } from "#ui/accordion.tsx";
import { Button, ButtonGroup } from "#ui/button.tsx";
import { Checkboxes } from "#ui/choice.tsx";
import { Field } from "#ui/field.tsx";
import { ActeMarks } from "./acte-list.tsx";
import { JourneyForm, JourneyPage, type JourneyProps } from "./journey-page.tsx";
import { LibreFields, LibresKept, type LibreTyped } from "./libre-fields.tsx";

type Props = JourneyProps & {
  readonly query: string;
  /** Codes ticked, when a refused form is shown again. */
  readonly codes?: readonly string[] | undefined;
  readonly libre?: LibreTyped | undefined;
};

const choiceOf = (acte: ActeDuCatalogue) => ({
  value: acte.code,
  label: (
    <>
      {acte.libelle} ({acte.service}) <ActeMarks {...acte} />
    </>
  ),
  hint: acte.code === SURENDETTEMENT ? surendettementWords : undefined,
});

/** Catalogue by demarche, search without script, actes worded by hand last. No box takes them all (I1). */
export const ActesPage = (props: Props) => {
  const { structure, conclusion, csrfToken, query } = props;
  const chosen = conclusion.draft.actes.flatMap((acte) => (acte.kind === "catalogue" ? [acte.code] : []));
  const codes = props.codes ?? chosen;
  const found = query ? searchCatalogue(query) : [];
  const rest = catalogueActes.filter((acte) => acte.etat === "actif" && !found.includes(acte));
  return (
    <JourneyPage {...props} title="Les actes" step={2}>
      <h1>Que confie la personne&nbsp;?</h1>
      <p class="ac-lead">Choisissez avec la personne les actes utiles, et seulement ceux-là.</p>
      <JourneyForm
        action={paths.conclusionActes({ structure, conclusionId: conclusion.id })}
        csrfToken={csrfToken}
        conclusion={conclusion}
      >
        <Search query={query} found={found} codes={codes} />
        <h2>Par démarche</h2>
        <div>
          {demarches.map((demarche) => (
            <DemarcheActes
              key={demarche}
              demarche={demarche}
              actes={rest.filter((acte) => acte.demarche === demarche)}
              codes={codes}
            />
          ))}
        </div>
        <LibresKept conclusion={conclusion} />
        <LibreFields libre={props.libre} refusal={props.refusal} />
        <ButtonGroup>
          <Button name="action" value="continuer">
            Choisir la durée
          </Button>
        </ButtonGroup>
      </JourneyForm>
    </JourneyPage>
  );
};

type SearchProps = Pick<Props, "query"> & {
  readonly found: readonly ActeDuCatalogue[];
  readonly codes: readonly string[];
};

const Search = ({ query, found, codes }: SearchProps) => (
  <>
    <Field
      name="recherche"
      kind="search"
      label="Chercher un acte"
      hint="Par exemple&nbsp;: logement, carte vitale, impôts. Les actes déjà cochés le restent."
      value={query}
      autocomplete="off"
      optional
      isOptionalUnsaid
    />
    <p>
      <Button name="action" value="rechercher" variant="secondary">
        Chercher
      </Button>
    </p>
    {query && (
      <section aria-label="Actes trouvés">
        <h2>
          {found.length === 0
            ? "Aucun acte trouvé"
            : `${found.length} acte${found.length > 1 ? "s" : ""} trouvé${found.length > 1 ? "s" : ""}`}{" "}
          pour «&nbsp;{query}&nbsp;»
        </h2>
        {found.length > 0 && (
          <Checkboxes name="acte" legend="Actes trouvés" choices={found.map(choiceOf)} values={codes} />
        )}
      </section>
    )}
  </>
);

type DemarcheProps = {
  readonly demarche: Demarche;
  readonly actes: readonly ActeDuCatalogue[];
  readonly codes: readonly string[];
};

const DemarcheActes = ({ demarche, actes, codes }: DemarcheProps) => {
  const ticked = actes.filter(({ code }) => codes.includes(code)).length;
  if (actes.length === 0) return null;
  return (
    <Accordion
      open={ticked > 0}
      title={
        <>
          {demarcheTitles[demarche]}
          {ticked > 0 && ` – ${ticked} choisi${ticked > 1 ? "s" : ""}`}
        </>
      }
    >
      <Checkboxes
        name={`acte-${demarche}`}
        legend={<span class="fr-sr-only">{demarcheTitles[demarche]}</span>}
        choices={actes.map(choiceOf)}
        values={codes}
      />
    </Accordion>
  );
};
