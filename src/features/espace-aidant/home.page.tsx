import { paths } from "#paths.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { Button } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SearchForm } from "#ui/search-form.tsx";
import { ConditionsTable } from "./conditions.tsx";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly idempotencyKey: string;
  readonly acting: ActingAidant;
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
    <ConditionsTable missing={missing} />
  </>
);

const Ready = ({ csrfToken, idempotencyKey, acting: { structure } }: Omit<Props, "frame">) => (
  <>
    <Callout title="Une personne est avec vous">
      <p>Vous préparez le mandat avec elle. Elle s’identifie elle-même, lit, puis accepte ou refuse.</p>
      <Form action={paths.conclusions({ structure })} csrfToken={csrfToken} idempotencyKey={idempotencyKey}>
        <Button size="lg">Créer un mandat</Button>
      </Form>
    </Callout>
    <h2>Retrouver un mandat</h2>
    <SearchForm
      action={paths.mandats({ structure })}
      label="Nom ou prénom de l’usager"
      hint="Les premières lettres suffisent."
      buttonLabel="Rechercher un mandat"
    />
    <p>
      <a href={paths.mandats({ structure })}>Voir tous les mandats de la structure</a>
    </p>
  </>
);

/** The aidant's place in one structure: the next mandat, or what is missing to make one. */
export const AidantHomePage = ({ frame, acting, ...forms }: Props) => (
  <Layout frame={frame} title="Accueil de l’espace aidant" width="wide">
    <h1>Bonjour {acting.prenom}</h1>
    {acting.missing.length > 0 ? <NotYet missing={acting.missing} /> : <Ready acting={acting} {...forms} />}
  </Layout>
);
