import { paths } from "#paths.ts";
import { Badge } from "#ui/badge.tsx";
import { Card } from "#ui/card.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import type { StructureOfMine } from "./structures.query.ts";

type Props = { readonly frame: PageFrame; readonly structures: readonly StructureOfMine[] };

const rolesOf = ({ aidant, referent }: StructureOfMine): string =>
  [aidant && "Aidant", referent && "Référent"].filter(Boolean).join(" et ");

const Structure = (structure: StructureOfMine) => (
  <Card
    title={structure.nom}
    href={paths.aidantHome({ structure: structure.reference })}
    detail={
      structure.missing.length === 0 ? (
        <Badge tone="success">Vous pouvez agir</Badge>
      ) : (
        <Badge tone="warning">
          {structure.missing.length === 1
            ? "Il manque 1 condition"
            : `Il manque ${structure.missing.length} conditions`}
        </Badge>
      )
    }
  >
    <p>
      {structure.commune}. {rolesOf(structure)}.
    </p>
  </Card>
);

/** For a person of several structures: which one he works for now. Two tabs may work for two. */
export const ChooseStructurePage = ({ frame, structures }: Props) => (
  <Layout frame={frame} title="Choisir une structure">
    <h1>Pour quelle structure travaillez-vous maintenant&nbsp;?</h1>
    {structures.length === 0 ? (
      <EmptyState title="Vous n’appartenez à aucune structure">
        <p>Demandez au référent de votre structure de vous y ajouter.</p>
      </EmptyState>
    ) : (
      structures.map((structure) => (
        <div key={structure.reference} class="fr-mb-2w">
          <Structure {...structure} />
        </div>
      ))
    )}
  </Layout>
);
