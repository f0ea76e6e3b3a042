import { Accordion } from "#ui/accordion.tsx";
import { Badge } from "#ui/badge.tsx";
import { ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Card } from "#ui/card.tsx";
import { CopyableCode } from "#ui/copyable-code.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { Pagination } from "#ui/pagination.tsx";
import { SearchForm } from "#ui/search-form.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { Table } from "#ui/table.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { Tile } from "#ui/tile.tsx";
import { Timeline } from "#ui/timeline.tsx";

const mandats = [
  { id: "1", usager: "Angela DUBOIS", actes: "Demander l’aide au logement", term: "24 décembre 2026", state: "active" },
  {
    id: "2",
    usager: "Marc-Antoine de LA ROCHE-BEAUCOURT",
    actes: "Déclarer les revenus, payer l’impôt",
    term: "31 mai 2027",
    state: "soon",
  },
  {
    id: "3",
    usager: "Fatoumata DIALLO",
    actes: "Suivre le dossier de retraite",
    term: "2 novembre 2026",
    state: "over",
  },
] as const;

const stateBadges = {
  active: <Badge tone="success">En cours</Badge>,
  soon: <Badge tone="warning">Bientôt fini</Badge>,
  over: <Badge>Terminé</Badge>,
} as const;

/** Tabs, search, table, pagination, and a list with nothing in it. */
export const Lists = () => (
  <section aria-labelledby="listes">
    <h2 id="listes">Listes</h2>
    <Tabs
      label="Mandats par état"
      items={[
        { label: "En cours", href: "#en-cours", current: true },
        { label: "Terminés", href: "#termines" },
        { label: "Brouillons", href: "#brouillons" },
      ]}
    />
    <SearchForm action="#listes" label="Nom de la personne" hint="Les premières lettres suffisent." />
    <Table
      caption="Mandats de la structure"
      rows={mandats}
      rowKey={({ id }) => id}
      columns={[
        { header: "Personne", isRowHeader: true, cell: ({ usager, id }) => <a href={`#mandat-${id}`}>{usager}</a> },
        { header: "Actes", cell: ({ actes }) => actes },
        { header: "Terme", cell: ({ term }) => term },
        { header: "État", cell: ({ state }) => stateBadges[state] },
        { header: "Usages", isNumeric: true, cell: ({ id }) => id },
      ]}
    />
    <Pagination label="Pages de la liste des mandats" previousHref="#avant" nextHref="#apres" />
    <EmptyState title="Aucun brouillon">
      <p>Un brouillon apparaît ici dès que vous commencez un mandat. Il est gardé 30 jours.</p>
      <ButtonGroup>
        <LinkButton href="#nouveau">Commencer un mandat</LinkButton>
      </ButtonGroup>
    </EmptyState>
  </section>
);

/** What one thing shows of itself: summary, history, doors. */
export const Details = () => (
  <section aria-labelledby="details">
    <h2 id="details">Détails</h2>
    <SummaryList
      items={[
        { term: "Personne", value: "Angela DUBOIS, née le 24 août 1962 à Paris" },
        { term: "Acte", value: "Demander l’aide au logement", action: { href: "#actes", label: "Modifier les actes" } },
        {
          term: "Terme",
          value: "Vendredi 25 décembre 2026, minuit",
          action: { href: "#duree", label: "Modifier la durée" },
        },
        { term: "Code de vérification", value: <CopyableCode value="7KQ4M-X2P9T-D3V" isLarge /> },
      ]}
    />
    <Timeline
      events={[
        {
          key: "3",
          at: "2026-11-24T14:12:00+01:00",
          atLabel: "24 novembre 2026 à 14 h 12",
          title: "Identité transmise à FranceConnect",
          detail: <p>Par Camille Martin, pour «&nbsp;Demander l’aide au logement&nbsp;».</p>,
        },
        { key: "2", at: "2026-11-24T14:05:00+01:00", atLabel: "24 novembre 2026 à 14 h 05", title: "Mandat conclu" },
        {
          key: "1",
          at: "2026-11-24T13:58:00+01:00",
          atLabel: "24 novembre 2026 à 13 h 58",
          title: "Personne identifiée par FranceConnect",
        },
      ]}
    />
    <Accordion title="Qui peut voir ces informations&nbsp;?">
      <p>Les aidants de la structure, et la personne elle-même.</p>
    </Accordion>
    <Accordion title="Comment révoquer&nbsp;?" open>
      <p>Depuis le mandat, acte par acte ou en entier. L’effet est immédiat.</p>
    </Accordion>
    <div class="fr-grid-row fr-grid-row--gutters">
      <div class="fr-col-12 fr-col-md-6">
        <Tile title="Nouveau mandat" href="#nouveau-mandat" icon="paper" level={3}>
          La personne est devant vous.
        </Tile>
      </div>
      <div class="fr-col-12 fr-col-md-6">
        <Tile title="Les personnes suivies" href="#personnes" icon="person" level={3}>
          Retrouver un mandat, l’utiliser, l’arrêter.
        </Tile>
      </div>
      <div class="fr-col-12 fr-col-md-6">
        <Card title="Logement" href="#logement" level={3} detail={stateBadges.active}>
          <p>2 actes jusqu’au 25&nbsp;décembre 2026.</p>
        </Card>
      </div>
      <div class="fr-col-12 fr-col-md-6">
        <Card title="Sans lien" level={3}>
          <p>Une carte peut ne rien ouvrir.</p>
        </Card>
      </div>
    </div>
  </section>
);
