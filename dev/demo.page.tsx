import { paths } from "#paths.ts";
import { totpCodeAt } from "#platform/totp.ts";
import { Accordion } from "#ui/accordion.tsx";
import { Callout } from "#ui/callout.tsx";
import { CopyableCode } from "#ui/copyable-code.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { SummaryList } from "#ui/summary-list.tsx";
import { type Column, Table } from "#ui/table.tsx";
import { totpTextOf } from "./demo-people.ts";
import { type Demonstration, demoPaths } from "./demonstration.ts";
import { demoStructures, type Persona, personas, totpSecretOf } from "./personas.ts";
import type { Citizen } from "./stand-ins/franceconnect/citizens.ts";

type Props = { readonly frame: PageFrame; readonly demonstration: Demonstration };

const structuresOf = ({ structures }: Persona): string =>
  structures
    .map(({ reference, roles }) => {
      const { nom } = demoStructures.find((structure) => structure.reference === reference) ?? { nom: reference };
      return `${nom} (${roles.join(" et ")})`;
    })
    .join(" ; ");

const personaColumns = (now: Date): readonly Column<Persona>[] => [
  { header: "Personne", isRowHeader: true, cell: ({ prenom, nom }) => `${prenom} ${nom}` },
  { header: "Adresse à saisir", cell: ({ courriel }) => <bdi>{courriel}</bdi> },
  { header: "Structure", cell: structuresOf },
  { header: "Ce qu’elle montre", cell: ({ point }) => point },
  {
    header: "Code du moment",
    cell: (persona) => <CopyableCode value={totpCodeAt(totpSecretOf(persona), now)} groupSize={3} />,
  },
];

const citizenColumns: readonly Column<Citizen>[] = [
  { header: "Personne", isRowHeader: true, cell: ({ identity }) => `${identity.given_name} ${identity.family_name}` },
  { header: "Naissance", cell: ({ identity }) => <bdi>{identity.birthdate}</bdi> },
  { header: "Ce qu’elle montre", cell: ({ point }) => point },
];

/** Groups of four that may go to the next line: 32 characters do not fit a narrow screen. */
const inGroups = (key: string): string => key.replace(/(.{4})(?=.)/g, "$1 ");

const Keys = () => (
  <Accordion title="Utiliser votre propre application de codes">
    <p>Ajoutez un compte dans votre application avec une de ces clés.</p>
    <SummaryList
      items={personas.map((persona) => ({
        term: `${persona.prenom} ${persona.nom}`,
        value: <bdi>{inGroups(totpTextOf(persona))}</bdi>,
      }))}
    />
  </Accordion>
);

const Steps = () => (
  <ol class="ac-steps">
    <li>
      <strong>Connectez-vous</strong>
      <p>
        Saisissez l’adresse d’une personne ci-dessous à la page <a href={paths.signIn({})}>Se connecter</a>. Le lien
        arrive dans <a href={demoPaths.messages}>les messages</a>, le code est dans le tableau.
      </p>
    </li>
    <li>
      <strong>Préparez un mandat</strong>
      <p>FranceConnect est joué par un simulateur&nbsp;: choisissez «&nbsp;Identité de démonstration&nbsp;».</p>
    </li>
    <li>
      <strong>Utilisez le mandat</strong>
      <p>Ouvrez un service public fictif, choisissez FranceConnect, puis Aidants Connect.</p>
    </li>
  </ol>
);

const Places = ({ demonstration: { simulator } }: Pick<Props, "demonstration">) => (
  <ul>
    {simulator.services.map(({ clientId, title, url }) => (
      <li key={clientId}>
        <a href={url}>{title}</a>
      </li>
    ))}
    <li>
      <a href={`${simulator.origin}/sim`}>Commandes du simulateur de FranceConnect</a>
    </li>
    <li>
      <a href={demoPaths.components}>Composants des pages</a>
    </li>
  </ul>
);

/** Who to sign in as, where to go, and what this build cannot protect. */
export const DemoPage = ({ frame, demonstration }: Props) => (
  <Layout frame={frame} title="Démonstration" width="wide">
    <h1>Démonstration</h1>
    <p class="ac-lead">Personnes, structures et services sont fictifs. Ne saisissez aucune donnée réelle.</p>
    <h2>Par où commencer</h2>
    <Steps />
    <h2>Personnes qui aident</h2>
    <Table
      caption="Comptes de démonstration"
      columns={personaColumns(demonstration.now())}
      rows={personas}
      rowKey={({ courriel }) => courriel}
    />
    <p>Un code vaut 30&nbsp;secondes et ne sert qu’une fois. Rechargez la page pour voir le suivant.</p>
    <Keys />
    <h2>Personnes aidées</h2>
    <Table
      caption="Personnes connues du simulateur de FranceConnect"
      columns={citizenColumns}
      rows={demonstration.simulator.citizens}
      rowKey={({ identity }) => identity.sub}
    />
    <h2>Services fictifs et outils</h2>
    <Places demonstration={demonstration} />
    {demonstration.databaseKind === "embedded" && (
      <Callout title="Ce que la base embarquée ne protège pas">
        <p>
          Une coupure de courant peut perdre les dernières écritures. Une seule requête à la fois touche la base. Le
          rôle qui écrit est aussi celui qui la possède&nbsp;: l’interdiction de changer le journal tient par
          déclencheur, pas par droits. En production, le service exige PostgreSQL.
        </p>
      </Callout>
    )}
  </Layout>
);
