import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Table } from "#ui/table.tsx";
import { DraftNotice } from "./draft-notice.tsx";

type Term = { readonly what: string; readonly term: string };

/** The terms of decision D9, in words. */
const terms: readonly Term[] = [
  { what: "Mandat et lignes de journal qui le concernent", term: "6 ans après la fin du mandat" },
  { what: "Données de travail d’un échange avec FranceConnect", term: "30 minutes" },
  { what: "Brouillon de mandat", term: "30 jours" },
  { what: "Compte d’un aidant", term: "3 ans après sa dernière activité" },
  { what: "Journaux techniques", term: "1 an" },
];

const Held = () => (
  <>
    <h2>Quelles données, et pourquoi</h2>
    <h3>Si vous êtes aidé</h3>
    <p>
      FranceConnect nous donne votre identité&nbsp;: noms, prénoms, sexe, date et lieu de naissance, et un identifiant
      technique. Elle sert à écrire le mandat, puis à vous désigner auprès du service public que vous avez choisi.
    </p>
    <p>Votre identité est chiffrée dans notre base. Aucun mot de passe d’usager n’est demandé ni gardé.</p>
    <h3>Si vous êtes aidant</h3>
    <p>
      Nous gardons votre nom, votre adresse professionnelle, votre structure et votre moyen de connexion. Ces données
      servent à vous reconnaître et à établir qui a fait quoi.
    </p>
    <h3>Le journal</h3>
    <p>
      Chaque fait important est inscrit au journal avec des numéros seulement&nbsp;: ni nom, ni adresse, ni date de
      naissance. Le journal sert de preuve à la personne aidée, à l’aidant et au juge.
    </p>
  </>
);

const Rights = () => (
  <>
    <h2>Qui reçoit vos données</h2>
    <ul>
      <li>Les aidants de la structure nommée sur le mandat.</li>
      <li>FranceConnect, quand un aidant ouvre pour vous un service.</li>
      <li>Le service public choisi, par FranceConnect.</li>
    </ul>
    <p>Personne d’autre. Rien n’est vendu. Rien ne sert à de la publicité.</p>
    <h2>Vos droits</h2>
    <p>
      Vous pouvez demander à voir vos données, à les corriger, à limiter leur usage ou à les effacer. Une preuve encore
      nécessaire peut être gardée jusqu’à son terme. Écrivez à [adresse électronique du délégué à la protection des
      données].
    </p>
    <p>
      Si la réponse ne vous convient pas, vous pouvez vous adresser à la CNIL, 3&nbsp;place de Fontenoy, TSA&nbsp;80715,
      75334&nbsp;Paris Cedex&nbsp;07.
    </p>
    <h2>Cookies</h2>
    <p>
      Le site dépose seulement les cookies nécessaires à la connexion&nbsp;: l’un reconnaît votre navigateur, les autres
      tiennent votre session. Aucun cookie de mesure ni de publicité. Aucun contenu ne vient d’un autre site.
    </p>
  </>
);

export const DonneesPersonnellesPage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout frame={frame} title="Données personnelles">
    <h1>Données personnelles</h1>
    <DraftNotice />
    <p class="ac-lead">
      Nous gardons ce qui est nécessaire au mandat et à sa preuve, le temps nécessaire, et rien d’autre.
    </p>
    <h2>Responsable</h2>
    <p>[Organisme responsable du traitement, adresse]. Base légale&nbsp;: [à confirmer par un juriste].</p>
    <Held />
    <h2>Combien de temps</h2>
    <Table
      caption="Durées de conservation prévues"
      rows={terms}
      rowKey={({ what }) => what}
      columns={[
        { header: "Données", isRowHeader: true, cell: ({ what }) => what },
        { header: "Durée", cell: ({ term }) => term },
      ]}
    />
    <Rights />
  </Layout>
);
