import { paths } from "#paths.ts";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SearchForm } from "#ui/search-form.tsx";
import type { OfferedUsagers } from "./offered-usagers.query.ts";
import { ReturnButton } from "./return-button.tsx";

type Props = OfferedUsagers & {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly uid: string;
  readonly search: string;
  readonly isNarrowed: boolean;
};

/** Step « usager »: one press chooses the person. */
export const UsagerPage = ({ frame, csrfToken, uid, usagers, hasMore, search, isNarrowed }: Props) => {
  const action = paths.demandeUsager({ uid });
  const incomplete = usagers.filter(({ complete }) => !complete);
  return (
    <Layout frame={frame} title="Pour qui vous connectez-vous&nbsp;?">
      <h1>Pour qui vous connectez-vous&nbsp;?</h1>
      <p class="ac-lead">Choisissez la personne. Vous choisirez ensuite la démarche prévue par son mandat.</p>
      {isNarrowed && (
        <Notice>
          <p>
            Le service public n’accepte que certaines démarches&nbsp;: seules les personnes concernées sont listées.
          </p>
        </Notice>
      )}
      {(hasMore || search !== "") && (
        <SearchForm
          action={action}
          label="Rechercher une personne"
          hint="Au moins 3 lettres de son nom ou de son prénom."
          value={search}
          buttonLabel="Rechercher cette personne"
        />
      )}
      <Form action={action} csrfToken={csrfToken}>
        <ul class="fr-btns-group ac-choices">
          {usagers
            .filter(({ complete }) => complete)
            .map(({ id, nom, naissance }) => (
              <li key={id}>
                <Button variant="secondary" name="usager" value={id}>
                  {nom}, {naissance}
                </Button>
              </li>
            ))}
        </ul>
      </Form>
      {usagers.length === 0 && <p>Aucune personne ne correspond à votre recherche.</p>}
      {hasMore && <p class="ac-muted">D’autres personnes ont un mandat&nbsp;: recherchez par leur nom.</p>}
      {incomplete.length > 0 && (
        <>
          <h2>À compléter</h2>
          <p>
            FranceConnect demande une adresse électronique et une identité complète. Ces personnes ne peuvent pas encore
            être connectées.
          </p>
          <ul>
            {incomplete.map(({ id, nom, naissance }) => (
              <li key={id}>
                {nom}, {naissance} <Badge tone="warning">À compléter</Badge>
              </li>
            ))}
          </ul>
        </>
      )}
      <ReturnButton uid={uid} csrfToken={csrfToken} />
    </Layout>
  );
};
