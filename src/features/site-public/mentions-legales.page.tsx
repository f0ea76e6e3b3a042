import { paths } from "#paths.ts";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SummaryList } from "#ui/summary-list.tsx";
import { DraftNotice } from "./draft-notice.tsx";

export const MentionsLegalesPage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout frame={frame} title="Mentions légales">
    <h1>Mentions légales</h1>
    <DraftNotice />
    <h2>Éditeur et hébergeur</h2>
    <SummaryList
      items={[
        { term: "Éditeur", value: "[nom, adresse et téléphone de l’organisme]" },
        { term: "Direction de la publication", value: "[nom et fonction]" },
        { term: "Hébergeur", value: "[nom, adresse et téléphone]" },
        { term: "Nous écrire", value: "[adresse électronique]" },
      ]}
    />
    <h2>Ce que fait le service</h2>
    <p>
      Aidants Connect permet à un aidant de faire des démarches en ligne pour une personne, avec son accord écrit. Cet
      accord est un mandat. Il nomme la structure, les actes et le dernier jour.
    </p>
    <p>
      L’aidant agit au nom de sa structure et dans les limites du mandat. La personne peut demander l’arrêt du mandat à
      tout moment.
    </p>
    <h2>Logiciel et police de caractères</h2>
    <p>
      Le logiciel est publié sous licence MIT. La police Atkinson Hyperlegible Next est publiée sous licence SIL Open
      Font License&nbsp;1.1.
    </p>
    <h2>Données personnelles et accessibilité</h2>
    <ul>
      <li>
        <a href={paths.donneesPersonnelles({})}>Lire comment vos données sont protégées</a>
      </li>
      <li>
        <a href={paths.accessibilite({})}>Lire l’état de l’accessibilité du site</a>
      </li>
    </ul>
  </Layout>
);
