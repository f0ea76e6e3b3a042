import { birthplaceWords, birthWords, fullName } from "#domain/identite-words.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SummaryList } from "#ui/summary-list.tsx";
import { MandatCard } from "./mandat-card.tsx";
import type { MandatShown, UsagerShown } from "./mandats-of-usager.query.ts";

type Props = { readonly frame: PageFrame; readonly structure: string; readonly usager: UsagerShown };

/** An usager as this structure knows him: his identity and the mandats he gave here, live ones first. */
export const UsagerPage = ({ frame, structure, usager }: Props) => {
  const { identite, mandats } = usager;
  const live = mandats.filter(({ status }) => status === "actif");
  const ended = mandats.filter(({ status }) => status !== "actif");
  return (
    <Layout
      frame={frame}
      title={fullName(identite)}
      width="wide"
      breadcrumb={[{ label: "Mandats", href: paths.mandats({ structure }) }]}
    >
      <h1>{fullName(identite)}</h1>
      {!identite.email && (
        <Alert severity="warning" title="À compléter" isAnswer={false}>
          <p>Sans adresse électronique, aucun mandat de cette personne ne peut servir à une connexion.</p>
        </Alert>
      )}
      <SummaryList
        items={[
          { term: "Naissance", value: birthWords(identite) },
          { term: "Lieu de naissance", value: birthplaceWords(identite) },
          { term: "Adresse électronique", value: identite.email ?? "Non transmise par FranceConnect" },
        ]}
      />
      <h2>{live.length === 0 ? "Aucun mandat actif" : "Mandats actifs"}</h2>
      {live.map((mandat) => (
        <MandatSection key={mandat.id} structure={structure} mandat={mandat} />
      ))}
      {ended.length > 0 && <h2>Mandats qui ne sont plus actifs</h2>}
      {ended.map((mandat) => (
        <MandatSection key={mandat.id} structure={structure} mandat={mandat} />
      ))}
    </Layout>
  );
};

const MandatSection = ({ structure, mandat }: { readonly structure: string; readonly mandat: MandatShown }) => (
  <section>
    <h3>
      <a href={paths.mandat({ structure, mandatId: mandat.id })}>
        Mandat n°&nbsp;<bdi>{mandat.numero}</bdi>
      </a>
    </h3>
    <MandatCard structure={structure} mandat={mandat} level={4} />
  </section>
);
