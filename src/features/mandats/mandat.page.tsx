import { fullName } from "#domain/identite-words.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { MandatCard } from "./mandat-card.tsx";
import type { MandatShown, UsagerShown } from "./mandats-of-usager.query.ts";

/** What was just done, told at the top of the page. */
export const doneWords = {
  "mandat-revoque": "Le mandat est révoqué. Il n’ouvre plus aucune connexion.",
  "demarche-revoquee": "La démarche est révoquée. Elle n’ouvre plus aucune connexion.",
  "acte-revoque": "L’acte est révoqué. Il n’ouvre plus aucune connexion.",
  "acte-fait": "L’acte est déclaré fait.",
} as const;
export type Done = keyof typeof doneWords;

type Props = {
  readonly frame: PageFrame;
  readonly structure: string;
  readonly usager: Pick<UsagerShown, "usagerId" | "identite">;
  readonly mandat: MandatShown;
  readonly done: Done | null;
};

/** One mandat, its paper, and its end. */
export const MandatPage = ({ frame, structure, usager, mandat, done }: Props) => {
  const name = fullName(usager.identite);
  const of = { structure, mandatId: mandat.id };
  return (
    <Layout
      frame={frame}
      title={`Mandat n° ${mandat.numero}`}
      breadcrumb={[
        { label: "Mandats", href: paths.mandats({ structure }) },
        { label: name, href: paths.usager({ structure, usagerId: usager.usagerId }) },
      ]}
    >
      <h1>
        Mandat n°&nbsp;<bdi>{mandat.numero}</bdi>
      </h1>
      <p class="ac-lead">Donné par {name}.</p>
      {done && (
        <Alert severity="success">
          <p>{doneWords[done]}</p>
          {done !== "acte-fait" && (
            <p>Un site public déjà ouvert le reste jusqu’à sa déconnexion&nbsp;: fermez-le avec la personne.</p>
          )}
        </Alert>
      )}
      <MandatCard structure={structure} mandat={mandat} level={2} />
      <ButtonGroup>
        <LinkButton href={paths.mandatDocument(of)} variant="secondary">
          Imprimer le mandat
        </LinkButton>
        {mandat.status === "actif" && (
          <LinkButton href={paths.revokeMandat(of)} variant="danger">
            Révoquer tout le mandat
          </LinkButton>
        )}
      </ButtonGroup>
    </Layout>
  );
};
