import { Alert } from "#ui/alert.tsx";
import { Badge } from "#ui/badge.tsx";
import { Button, ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { Layout } from "#ui/layout.tsx";
import { Notice } from "#ui/notice.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Tag } from "#ui/tag.tsx";
import { Forms } from "./components-forms.tsx";
import { Details, Lists } from "./components-lists.tsx";

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
