import { demarcheTitles } from "#domain/demarche.ts";
import { birthWords, fullName } from "#domain/identite-words.ts";
import { frenchDay, frenchInstant, parisDayOf } from "#domain/paris-day.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Badge } from "#ui/badge.tsx";
import { Button } from "#ui/button.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Pagination } from "#ui/pagination.tsx";
import { SearchForm } from "#ui/search-form.tsx";
import { Table } from "#ui/table.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { Tag } from "#ui/tag.tsx";
import type { JourneyLine } from "./journeys.query.ts";
import type { Count, Counts, Onglet } from "./list-usagers.query.ts";
import { mandatWords, stepWords } from "./mandat-words.ts";
import type { UsagerLine } from "./usager-rows.query.ts";

export type Tab = Onglet | "en-cours";

/** What the page shows under its tabs. */
export type Shown =
  | { readonly kind: "usagers"; readonly lines: readonly UsagerLine[]; readonly nextHref: string | undefined }
  | { readonly kind: "search"; readonly lines: readonly UsagerLine[]; readonly nextHref: string | undefined }
  | { readonly kind: "journeys"; readonly journeys: readonly JourneyLine[] }
  | { readonly kind: "too-short" };

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly idempotencyKey: string;
  readonly structure: string;
  readonly tab: Tab | null;
  /** Absent beside the results of a search. */
  readonly counts: Counts | null;
  readonly query: string;
  readonly shown: Shown;
  /** Page after the first. */
  readonly isContinued: boolean;
};

const tabNames: Readonly<Record<Tab, string>> = {
  actifs: "Actifs",
  bientot: "Bientôt échus",
  "en-cours": "En préparation",
  echus: "Échus",
  termines: "Révoqués ou terminés",
};

export const tabHref = (structure: string, tab: Tab): string => `${paths.mandats({ structure })}?onglet=${tab}`;

/** A count that stopped says so, by the hundred: « 900+ ». */
const countWords = ({ usagers, isMore }: Count): string =>
  isMore ? `${Math.floor(usagers / 100) * 100}+` : String(usagers);

const tabLabel = (name: Tab, counts: Counts | null): string =>
  counts ? `${tabNames[name]} (${countWords(counts[name === "en-cours" ? "enCours" : name])})` : tabNames[name];

/** One line an usager; five tabs; the search without script (chapter 03 §12). */
export const MandatsPage = ({
  frame,
  csrfToken,
  idempotencyKey,
  structure,
  tab,
  counts,
  query,
  shown,
  ...rest
}: Props) => (
  <Layout frame={frame} title="Mandats" width="wide" hasErrors={shown.kind === "too-short"}>
    <h1>Mandats</h1>
    <Form action={paths.conclusions({ structure })} csrfToken={csrfToken} idempotencyKey={idempotencyKey}>
      <Button>Créer un mandat</Button>
    </Form>
    <SearchForm
      action={paths.mandats({ structure })}
      label="Nom de l’usager, ou numéro du mandat"
      hint="Les 3&nbsp;premières lettres du nom ou du premier prénom suffisent."
      buttonLabel="Rechercher un mandat"
      value={query}
    />
    <Tabs
      label="Mandats par état"
      items={(Object.keys(tabNames) as Tab[]).map((name) => ({
        label: tabLabel(name, counts),
        href: tabHref(structure, name),
        current: tab === name,
      }))}
    />
    <Content structure={structure} tab={tab} query={query} shown={shown} isContinued={rest.isContinued} />
  </Layout>
);

type ContentProps = Pick<Props, "structure" | "tab" | "query" | "shown" | "isContinued">;

const Content = ({ structure, tab, query, shown, isContinued }: ContentProps) => {
  if (shown.kind === "too-short")
    return (
      <Alert severity="error" title="La recherche est trop courte">
        <p>Tapez au moins 3&nbsp;lettres d’un nom ou du premier prénom, ou un numéro de mandat entier.</p>
      </Alert>
    );
  if (shown.kind === "journeys") return <Journeys structure={structure} journeys={shown.journeys} />;
  const title = tab === null ? `Résultats pour «\u00a0${query}\u00a0»` : tabNames[tab];
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {shown.lines.length === 0 ? (
        <Nobody isSearch={shown.kind === "search"} />
      ) : (
        <UsagerTable structure={structure} tab={tab} title={title} lines={shown.lines} />
      )}
      {isContinued && (
        <p>
          <a
            href={
              tab === null ? `${paths.mandats({ structure })}?q=${encodeURIComponent(query)}` : tabHref(structure, tab)
            }
          >
            Revenir au début de la liste
          </a>
        </p>
      )}
      <Pagination label={`Pages de la liste «\u00a0${title}\u00a0»`} nextHref={shown.nextHref} />
    </section>
  );
};

const Nobody = ({ isSearch }: { readonly isSearch: boolean }) =>
  isSearch ? (
    <EmptyState title="Aucun usager trouvé dans cette structure">
      <p>Vérifiez l’orthographe, ou créez un mandat avec la personne.</p>
    </EmptyState>
  ) : (
    <EmptyState title="Personne ici pour le moment" />
  );

const endHeader = (tab: Tab | null): string => (tab === "termines" ? "Arrêté le" : "Échéance");

type TableProps = Pick<Props, "structure" | "tab"> & { readonly title: string; readonly lines: readonly UsagerLine[] };

const UsagerTable = ({ structure, tab, title, lines }: TableProps) => (
  <Table
    caption={title}
    isCaptionHidden
    rows={lines}
    rowKey={({ usagerId }) => usagerId}
    columns={[
      {
        header: "Usager",
        isRowHeader: true,
        cell: ({ usagerId, identite }) => <a href={paths.usager({ structure, usagerId })}>{fullName(identite)}</a>,
      },
      { header: "Naissance", cell: ({ identite }) => birthWords(identite) },
      {
        header: "Démarches ouvertes",
        cell: ({ live, status }) =>
          live.length > 0 ? (
            live.map((demarche) => (
              <span key={demarche}>
                <Tag>{demarcheTitles[demarche]}</Tag>{" "}
              </span>
            ))
          ) : (
            <Badge tone={mandatWords[status].tone}>{mandatWords[status].word}</Badge>
          ),
      },
      { header: endHeader(tab), cell: ({ at }) => frenchDay(parisDayOf(new Date(at.getTime() - 1))) },
    ]}
  />
);

const Journeys = ({
  structure,
  journeys,
}: {
  readonly structure: string;
  readonly journeys: readonly JourneyLine[];
}) => (
  <section aria-label="Mandats en préparation">
    <h2>Mandats en préparation</h2>
    <p>Vos brouillons. Ils ne montrent aucun nom.</p>
    {journeys.length === 0 ? (
      <EmptyState title="Aucun mandat en préparation" />
    ) : (
      <Table
        caption="Mandats en préparation"
        isCaptionHidden
        rows={journeys}
        rowKey={({ id }) => id}
        columns={[
          {
            header: "Dernière modification",
            isRowHeader: true,
            cell: ({ id, updatedAt }) => (
              <a href={paths.conclusion({ structure, conclusionId: id })}>{frenchInstant(updatedAt)}</a>
            ),
          },
          { header: "Étape", cell: ({ step }) => stepWords[step] },
          {
            header: "Action",
            cell: ({ id, updatedAt }) => (
              <a href={paths.abandonConclusion({ structure, conclusionId: id })}>
                Abandonner<span class="fr-sr-only"> le mandat modifié le {frenchInstant(updatedAt)}</span>
              </a>
            ),
          },
        ]}
      />
    )}
  </section>
);
