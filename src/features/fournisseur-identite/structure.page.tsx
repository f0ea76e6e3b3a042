import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { ReturnButton } from "./return-button.tsx";
import type { StructureOfAidant } from "./structures-of-aidant.query.ts";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly uid: string;
  readonly structures: readonly StructureOfAidant[];
};

/** Step « structure », for an aidant of several: the mandats of one are not those of another. */
export const StructurePage = ({ frame, csrfToken, uid, structures }: Props) => (
  <Layout frame={frame} title="Pour quelle structure agissez-vous&nbsp;?">
    <h1>Pour quelle structure agissez-vous&nbsp;?</h1>
    <p class="ac-lead">Les mandats d’une structure ne servent qu’à elle.</p>
    <Form action={paths.demandeStructure({ uid })} csrfToken={csrfToken}>
      <ul class="fr-btns-group ac-choices">
        {structures.map(({ id, nom, commune }) => (
          <li key={id}>
            <Button variant="secondary" name="structure" value={id}>
              {nom}, {commune}
            </Button>
          </li>
        ))}
      </ul>
    </Form>
    <ReturnButton uid={uid} csrfToken={csrfToken} />
  </Layout>
);
