import { demarches, demarcheTitles } from "#domain/demarche.ts";
import { frenchDay } from "#domain/paris-day.ts";
import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import type { OfferedActe, UsagerActes } from "./offered-actes.query.ts";
import { isOverIndebtedness, OverIndebtedness } from "./over-indebtedness.tsx";
import { ReturnButton } from "./return-button.tsx";

type Props = UsagerActes & {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly uid: string;
  readonly isNarrowed: boolean;
};

/** Step « acte »: one precise acte of one mandat. */
export const ActePage = ({ frame, csrfToken, uid, nom, naissance, actes, isNarrowed }: Props) => (
  <Layout frame={frame} title="Quelle démarche faites-vous&nbsp;?">
    <h1>Quelle démarche faites-vous&nbsp;?</h1>
    <p class="ac-lead">
      Pour {nom}, {naissance}. Seul ce que son mandat prévoit est proposé.
    </p>
    {isNarrowed && (
      <Notice>
        <p>Le service public n’accepte que certaines démarches&nbsp;: les autres ne sont pas listées.</p>
      </Notice>
    )}
    <Form action={paths.demandeActe({ uid })} csrfToken={csrfToken}>
      {demarches
        .map((demarche) => ({ demarche, offered: actes.filter((acte) => acte.demarche === demarche) }))
        .filter(({ offered }) => offered.length > 0)
        .map(({ demarche, offered }) => (
          <section key={demarche}>
            <h2>{demarcheTitles[demarche]}</h2>
            <ul class="fr-btns-group ac-choices">
              {offered.map((acte) => (
                <ActeChoice key={acte.id} acte={acte} />
              ))}
            </ul>
            {offered.some(isOverIndebtedness) && <OverIndebtedness />}
          </section>
        ))}
    </Form>
    <p>
      <a href={paths.demandeUsager({ uid })}>Choisir une autre personne</a>
    </p>
    <ReturnButton uid={uid} csrfToken={csrfToken} />
  </Layout>
);

const ActeChoice = ({ acte }: { readonly acte: OfferedActe }) => (
  <li>
    <Button variant="secondary" name="acte" value={acte.id}>
      {acte.libelle}, {acte.service}
    </Button>
    <p class="ac-muted">
      {acte.sensible && "Acte sensible. "}
      {acte.presence && "En présence de la personne. "}
      Mandat {acte.numero}, jusqu’au {frenchDay(acte.termDay)}.
    </p>
  </li>
);
