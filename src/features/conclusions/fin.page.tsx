import { termInWords } from "#domain/duree.ts";
import { fullName } from "#domain/identite-words.ts";
import { frenchInstant } from "#domain/paris-day.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SummaryList } from "#ui/summary-list.tsx";
import type { Journey } from "./journey.query.ts";

type FinProps = {
  readonly frame: PageFrame;
  readonly structure: string;
  readonly mandat: NonNullable<Journey["mandat"]>;
  readonly usager: NonNullable<Journey["usager"]>;
};

/** The mandat exists: its number, its term, the paper to hand over. */
export const FinPage = ({ frame, structure, mandat, usager }: FinProps) => (
  <Layout frame={frame} title="Le mandat est conclu">
    <h1>Le mandat est conclu</h1>
    <Alert severity="success">
      <p>Vous pouvez maintenant faire les actes choisis pour {fullName(usager.identite)}.</p>
    </Alert>
    <SummaryList
      items={[
        { term: "Numéro", value: <bdi class="ac-numeric">{mandat.numero}</bdi> },
        { term: "Conclu le", value: `${frenchInstant(mandat.concludedAt)}, heure de Paris` },
        { term: "Fin", value: termInWords(mandat.termDay) },
      ]}
    />
    <p>Imprimez le mandat et remettez-le à la personne&nbsp;: il dit comment l’arrêter.</p>
    {usager.identite.email && (
      <p>
        Pour faire un acte, ouvrez le site du service public, choisissez FranceConnect, puis «&nbsp;Utiliser Aidants
        Connect&nbsp;».
      </p>
    )}
    <ButtonGroup>
      <LinkButton href={paths.mandatDocument({ structure, mandatId: mandat.id })}>Imprimer le mandat</LinkButton>
      <LinkButton href={paths.mandat({ structure, mandatId: mandat.id })} variant="secondary">
        Voir le mandat
      </LinkButton>
      <LinkButton href={paths.mandats({ structure })} variant="tertiary">
        Revenir aux mandats
      </LinkButton>
    </ButtonGroup>
  </Layout>
);

type OverProps = {
  readonly frame: PageFrame;
  readonly structure: string;
  readonly step: "refusee" | "abandonnee" | "arretee" | "expiree";
};

const overWords: Readonly<Record<OverProps["step"], { readonly title: string; readonly text: string }>> = {
  refusee: {
    title: "Le mandat est refusé",
    text: "La personne a refusé ce mandat. Aucune raison n’est demandée. Ce qui avait été préparé est effacé.",
  },
  abandonnee: { title: "Le mandat est abandonné", text: "Ce qui avait été préparé est effacé. Rien n’est conclu." },
  arretee: {
    title: "Le mandat ne peut pas être conclu",
    text: "Ce mandat a été arrêté avant sa conclusion. Ce qui avait été préparé est effacé.",
  },
  expiree: {
    title: "Le mandat n’a pas été conclu à temps",
    text: "Ce qui avait été préparé est effacé. Vous pouvez préparer un nouveau mandat.",
  },
};

/** A journey that ended without a mandat. */
export const OverPage = ({ frame, structure, step }: OverProps) => (
  <Layout frame={frame} title={overWords[step].title}>
    <h1>{overWords[step].title}</h1>
    <p class="ac-lead">{overWords[step].text}</p>
    <p>
      <LinkButton href={paths.mandats({ structure })}>Revenir aux mandats</LinkButton>
    </p>
  </Layout>
);
