import { Accordion } from "#ui/accordion.tsx";
import { Alert } from "#ui/alert.tsx";
import { Badge } from "#ui/badge.tsx";
import { Button, ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { Card } from "#ui/card.tsx";
import { Checkbox, Checkboxes, Radios } from "#ui/choice.tsx";
import { CopyableCode } from "#ui/copyable-code.tsx";
import { DateField } from "#ui/date-field.tsx";
import { EmptyState } from "#ui/empty-state.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Field } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Pagination } from "#ui/pagination.tsx";
import { SearchForm } from "#ui/search-form.tsx";
import { Select } from "#ui/select.tsx";
import { Stepper } from "#ui/stepper.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { Table } from "#ui/table.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { Tag } from "#ui/tag.tsx";
import { Textarea } from "#ui/textarea.tsx";
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

const Messages = () => (
  <section aria-labelledby="messages">
    <h2 id="messages">Messages</h2>
    <Alert severity="success" title="Le mandat est créé">
      <p>Imprimez-le et remettez-en un exemplaire à la personne.</p>
    </Alert>
    <Alert severity="error" title="Le mandat n’est plus valable">
      <p>
        Il est arrivé à son terme le 2&nbsp;novembre 2026. <a href="#renouveler">Proposer un nouveau mandat</a>
      </p>
    </Alert>
    <Alert severity="warning" title="FranceConnect ne répond pas">
      <p>Votre brouillon est conservé. Réessayez dans quelques minutes.</p>
    </Alert>
    <Alert severity="info" isAnswer={false}>
      <p>Vous pouvez fermer cette page&nbsp;: le travail continue.</p>
    </Alert>
    <Notice>
      <p>Chaque usage de ce mandat est inscrit au journal avant que l’identité ne parte.</p>
    </Notice>
    <Callout title="Rendez le clavier">
      <p>La personne lit et décide seule. Laissez-lui l’écran, la souris et le clavier.</p>
    </Callout>
    <p>
      <Badge>Brouillon</Badge> <Badge tone="success">En cours</Badge> <Badge tone="warning">Bientôt fini</Badge>{" "}
      <Badge tone="error">Révoqué</Badge> <Badge tone="info">Nouveau</Badge>
    </p>
    <p>
      <Tag>Logement</Tag> <Tag>Papiers</Tag> <Tag href="#impots">Impôts</Tag>
    </p>
  </section>
);

const Actions = () => (
  <section aria-labelledby="actions">
    <h2 id="actions">Boutons</h2>
    <ButtonGroup>
      <Button>Créer le mandat</Button>
      <LinkButton variant="secondary" href="#liste">
        Revenir à la liste
      </LinkButton>
      <Button variant="tertiary">Enregistrer le brouillon</Button>
      <Button variant="danger">Révoquer cet acte</Button>
    </ButtonGroup>
    <ButtonGroup>
      <Button size="lg">Accepter le mandat</Button>
      <Button size="sm" variant="secondary">
        Copier le lien
      </Button>
    </ButtonGroup>
  </section>
);

const Fields = ({ prefix, refused }: { readonly prefix: string; readonly refused: boolean }) => (
  <>
    <Field
      name={`${prefix}-courriel`}
      kind="email"
      label="Votre adresse électronique professionnelle"
      hint="Nous vous envoyons un lien. Vous n’avez pas de mot de passe à retenir."
      value={refused ? "camille.martin@" : ""}
      error={refused ? "Écrivez l’adresse en entier, par exemple prenom.nom@structure.fr" : undefined}
    />
    <Field
      name={`${prefix}-code`}
      kind="code"
      length={6}
      maxlength={7}
      label="Code à 6 chiffres"
      hint="Il s’affiche dans votre application."
      value={refused ? "123" : ""}
      error={refused ? "Le code a 6 chiffres\u00a0; il en manque 3" : undefined}
    />
    <Field name={`${prefix}-telephone`} kind="tel" length={20} label="Téléphone" optional />
    <Select
      name={`${prefix}-demarche`}
      label="Démarche"
      placeholder="Choisir une démarche"
      options={[
        { value: "logement", label: "Logement" },
        { value: "famille", label: "Famille" },
      ]}
      error={refused ? "Choisissez une démarche" : undefined}
    />
    <Textarea
      name={`${prefix}-precision`}
      label="Ce que vous ferez exactement"
      hint="La personne lira cette phrase."
      optional
      rows={3}
      value={refused ? "Tout" : ""}
      error={refused ? "Dites précisément quoi, auprès de qui" : undefined}
    />
    <DateField
      name={`${prefix}-naissance`}
      legend="Date de naissance"
      hint="Par exemple&nbsp;: 27 3 1962"
      values={refused ? { jour: "31", mois: "2", annee: "1962" } : undefined}
      error={refused ? "Février n’a pas de 31" : undefined}
    />
    <Radios
      name={`${prefix}-duree`}
      legend="Combien de temps&nbsp;?"
      isQuestion
      rich
      choices={[
        { value: "court", label: "1 jour", hint: "Jusqu’au mercredi 25 novembre 2026, minuit." },
        { value: "mois", label: "31 jours", hint: "Jusqu’au vendredi 25 décembre 2026, minuit." },
      ]}
      value={refused ? undefined : "mois"}
      error={refused ? "Choisissez une durée" : undefined}
    />
    <Checkboxes
      name={`${prefix}-actes`}
      legend="Quels actes&nbsp;?"
      choices={[
        { value: "aide", label: "Demander l’aide au logement", hint: "Caisse d’allocations familiales" },
        { value: "attestation", label: "Télécharger une attestation" },
        {
          value: "sensible",
          label: "Changer de compte bancaire",
          hint: "Deux personnes doivent valider.",
          disabled: true,
        },
      ]}
      values={["aide"]}
      error={refused ? "Cochez au moins un acte" : undefined}
    />
    <Checkbox
      name={`${prefix}-lu`}
      label="J’ai lu et j’ai compris"
      error={refused ? "Cochez la case pour continuer" : undefined}
    />
  </>
);

const Forms = () => (
  <section aria-labelledby="formulaires">
    <h2 id="formulaires">Formulaires</h2>
    <Stepper current={2} steps={["La personne", "Les actes", "La durée", "Le récapitulatif"]} />
    <Form action="#formulaires" csrfToken="demonstration">
      <Fields prefix="vide" refused={false} />
      <ButtonGroup>
        <Button>Continuer vers la durée</Button>
      </ButtonGroup>
    </Form>
    <h3>Après un refus</h3>
    <ErrorSummary
      issues={[
        { field: "refus-courriel", message: "Écrivez l’adresse en entier" },
        { field: "refus-naissance", message: "Février n’a pas de 31" },
        { field: "refus-duree", message: "Choisissez une durée" },
      ]}
    />
    <Form action="#formulaires" csrfToken="demonstration">
      <Fields prefix="refus" refused />
    </Form>
  </section>
);

const Lists = () => (
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

const Details = () => (
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

/** Every component in every state, for the eye, the keyboard and the machine; development only. */
export const ComponentsPage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout frame={frame} title="Composants" width="wide" breadcrumb={[{ label: "Démonstration", href: frame.homeHref }]}>
    <h1>Composants</h1>
    <p class="ac-lead">Tous les éléments des pages, dans tous leurs états. Personnes et structures sont fictives.</p>
    <div class="ac-reading">
      <Messages />
      <Actions />
      <Forms />
    </div>
    <Lists />
    <div class="ac-reading">
      <Details />
    </div>
  </Layout>
);
