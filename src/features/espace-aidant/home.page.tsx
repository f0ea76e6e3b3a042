import { frenchInstant } from "#domain/paris-day.ts";
import { paths } from "#paths.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SearchForm } from "#ui/search-form.tsx";
import { Conditions } from "./conditions.tsx";
import type { StepUnderWay, UnderWay } from "./under-way.query.ts";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly idempotencyKey: string;
  readonly acting: ActingAidant;
  readonly underWay: UnderWay;
};

const NotYet = ({ missing }: Pick<ActingAidant, "missing">) => (
  <>
    <Callout title="Vous ne pouvez pas encore agir pour un usager">
      <p>
        {missing.length === 1
          ? "Il reste une condition à remplir."
          : `Il reste ${missing.length} conditions à remplir.`}{" "}
        Dès que tout est fait, cette page s’ouvre d’elle-même.
      </p>
    </Callout>
    <Conditions missing={missing} />
  </>
);

const NewMandat = ({ csrfToken, idempotencyKey, acting: { structure } }: Omit<Props, "frame" | "underWay">) => (
  <Callout title="Une personne est avec vous&nbsp;?">
    <p>Vous préparez le mandat avec elle. Elle s’identifie elle-même, lit, puis accepte ou refuse.</p>
    <Form action={paths.conclusions({ structure })} csrfToken={csrfToken} idempotencyKey={idempotencyKey}>
      <Button size="lg">Créer un mandat</Button>
    </Form>
  </Callout>
);

const nextSteps: Record<StepUnderWay, string> = {
  brouillon: "à préparer avec la personne",
  "porte-choisie": "la personne doit s’identifier",
  "identite-etablie": "la personne doit lire et décider",
  "consentement-donne": "il vous reste à conclure",
};

type OfStructure = { readonly structure: string };

const Journeys = ({ structure, journeys, hasMoreJourneys }: OfStructure & Omit<UnderWay, "endingSoon">) =>
  journeys.length === 0 ? null : (
    <>
      <h2>Mandats en préparation</h2>
      <ul>
        {journeys.map(({ id, step, updatedAt }, rank) => (
          <li key={id}>
            <a href={paths.conclusion({ structure, conclusionId: id })}>
              Reprendre le mandat {rank + 1}, modifié le {frenchInstant(updatedAt)}
            </a>
            &nbsp;: {nextSteps[step]}.
          </li>
        ))}
      </ul>
      {hasMoreJourneys && (
        <p>
          <a href={`${paths.mandats({ structure })}?onglet=en-cours`}>Voir tous les mandats en préparation</a>
        </p>
      )}
    </>
  );

const EndingSoon = ({ structure, endingSoon }: OfStructure & Pick<UnderWay, "endingSoon">) =>
  endingSoon === 0 ? null : (
    <Notice>
      <p>
        {endingSoon === 1 && "1\u00a0personne a un mandat qui se termine dans les 30\u00a0jours."}
        {endingSoon > 1 &&
          endingSoon <= 100 &&
          `${endingSoon}\u00a0personnes ont un mandat qui se termine dans les 30\u00a0jours.`}
        {endingSoon > 100 && "Plus de 100\u00a0personnes ont un mandat qui se termine dans les 30\u00a0jours."}{" "}
        <a href={`${paths.mandats({ structure })}?onglet=bientot`}>Voir ces mandats</a>
      </p>
    </Notice>
  );

const Search = ({ structure }: OfStructure) => (
  <>
    <h2>Retrouver un mandat</h2>
    <SearchForm
      action={paths.mandats({ structure })}
      label="Nom de l’usager, ou numéro du mandat"
      hint="Les 3&nbsp;premières lettres du nom ou du premier prénom suffisent."
      buttonLabel="Rechercher un mandat"
    />
    <p>
      <a href={paths.mandats({ structure })}>Voir tous les mandats de la structure</a>
    </p>
  </>
);

/** The aidant's place in one structure: the next mandat and what waits, or what is missing to act. */
export const AidantHomePage = ({ frame, acting, underWay, ...forms }: Props) => (
  <Layout frame={frame} title="Accueil de l’espace aidant" width={acting.missing.length > 0 ? "wide" : "reading"}>
    <h1>Bonjour {acting.prenom}</h1>
    {acting.missing.length > 0 ? (
      <NotYet missing={acting.missing} />
    ) : (
      <>
        <NewMandat acting={acting} {...forms} />
        <EndingSoon structure={acting.structure} endingSoon={underWay.endingSoon} />
        <Journeys structure={acting.structure} {...underWay} />
        <Search structure={acting.structure} />
      </>
    )}
  </Layout>
);
