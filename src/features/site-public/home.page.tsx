import { paths } from "#paths.ts";
import { Accordion } from "#ui/accordion.tsx";
import { ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Icon, type IconName } from "#ui/icon.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { ExampleMandat } from "./example-mandat.tsx";
import { ExampleTrace } from "./example-trace.tsx";

const Opening = () => (
  <div class="ac-band ac-band--opening">
    <div class="fr-container ac-opening">
      <div class="ac-opening__words">
        <h1>Se faire aider dans ses démarches, sans donner son mot de passe</h1>
        <p class="ac-lead">
          Vous dites ce qui peut être fait à votre place, par quelle structure et jusqu’à quand. L’aidant agit avec son
          propre compte. Chaque fois, une trace est écrite.
        </p>
        <ButtonGroup>
          <LinkButton href="#je-suis-aide" size="lg">
            Je suis aidé
          </LinkButton>
          <LinkButton href="#j-aide" size="lg" variant="secondary">
            J’aide
          </LinkButton>
        </ButtonGroup>
      </div>
      <ExampleMandat />
    </div>
  </div>
);

const promises: readonly { readonly icon: IconName; readonly title: string; readonly text: string }[] = [
  {
    icon: "lock",
    title: "Votre mot de passe reste à vous",
    text: "Personne n’en a besoin. L’aidant se connecte avec son compte à lui. Aidants Connect ne garde aucun mot de passe d’usager.",
  },
  {
    icon: "paper",
    title: "Vous choisissez, acte par acte",
    text: "Vous lisez la liste de ce qui sera fait. Vous acceptez ou vous refusez. Ce qui n’est pas écrit n’est pas permis.",
  },
  {
    icon: "stop",
    title: "Vous pouvez arrêter",
    text: "Dites-le à un aidant de la structure. Il arrête un acte, ou tout le mandat. L’effet est immédiat.",
  },
];

const journey = [
  { title: "Vous vous identifiez", text: "Vous êtes avec l’aidant. Vous vous connectez vous-même à FranceConnect." },
  { title: "Vous lisez", text: "L’écran est à vous. Le mandat dit quels actes, quelle structure, jusqu’à quel jour." },
  { title: "Vous décidez", text: "Vous acceptez, ou vous refusez. Si vous refusez, rien n’est gardé comme mandat." },
  { title: "Vous avez votre papier", text: "L’aidant imprime le mandat. Il vous en donne un exemplaire." },
];

const ForUsagers = () => (
  <section class="ac-band" id="je-suis-aide" aria-labelledby="titre-je-suis-aide">
    <div class="fr-container">
      <h2 id="titre-je-suis-aide">Vous êtes aidé</h2>
      <p class="ac-lead ac-reading">
        Un mandat est un accord écrit. Il dit qu’une structure peut faire pour vous des actes précis, pendant une durée
        précise.
      </p>
      <ul class="ac-promises">
        {promises.map(({ icon, title, text }) => (
          <li key={title}>
            <Icon name={icon} size={32} />
            <h3>{title}</h3>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      <h3>Comment le mandat se fait</h3>
      <ol class="ac-steps">
        {journey.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}</strong>
            <p>{text}</p>
          </li>
        ))}
      </ol>
    </div>
  </section>
);

const ForAidants = () => (
  <section class="ac-band ac-band--soft" id="j-aide" aria-labelledby="titre-j-aide">
    <div class="fr-container">
      <h2 id="titre-j-aide">Vous êtes aidant</h2>
      <p class="ac-lead ac-reading">
        Vous agissez dans un cadre clair, à votre nom, sans tenir les identifiants de personne.
      </p>
      <ol class="ac-steps">
        <li>
          <strong>Connectez-vous</strong>
          <p>Un lien arrive à votre adresse professionnelle, puis votre application donne un code.</p>
        </li>
        <li>
          <strong>Préparez le mandat avec la personne</strong>
          <p>Choisissez ensemble les actes et la durée. Rendez-lui le clavier pour lire et décider.</p>
        </li>
        <li>
          <strong>Faites la démarche</strong>
          <p>Sur le site public, choisissez FranceConnect puis Aidants Connect, la personne et l’acte.</p>
        </li>
      </ol>
      <ButtonGroup>
        <LinkButton href={paths.signIn({})} size="lg">
          Se connecter à l’espace aidant
        </LinkButton>
      </ButtonGroup>
    </div>
  </section>
);

const Trace = () => (
  <section class="ac-band" aria-labelledby="titre-trace">
    <div class="fr-container ac-opening">
      <div class="ac-opening__words">
        <h2 id="titre-trace">Chaque usage laisse une trace</h2>
        <p>
          L’aidant ouvre un service à votre place&nbsp;? Une ligne est d’abord écrite au journal. Elle dit quel aidant,
          quelle structure, quel acte, quel mandat, à quelle heure. Alors seulement, votre identité est transmise.
        </p>
        <p>
          Une ligne écrite ne change plus et ne s’efface plus. Chaque ligne est liée aux autres&nbsp;: en toucher une se
          verrait.
        </p>
        <p>Le journal ne contient ni nom, ni adresse, ni date de naissance&nbsp;: seulement des numéros.</p>
      </div>
      <ExampleTrace />
    </div>
  </section>
);

const Questions = () => (
  <section class="ac-band ac-band--soft" aria-labelledby="titre-questions">
    <div class="fr-container">
      <div class="ac-reading">
        <h2 id="titre-questions">Questions fréquentes</h2>
        <Accordion title="Combien de temps dure un mandat&nbsp;?">
          <p>
            Le temps d’un seul acte, 1&nbsp;jour, 31&nbsp;jours, 182&nbsp;jours ou 365&nbsp;jours. Vous choisissez. Le
            dernier jour est écrit sur le mandat.
          </p>
        </Accordion>
        <Accordion title="L’aidant voit-il mon compte après la fin&nbsp;?">
          <p>Non. Après le dernier jour, ou si vous arrêtez, il ne peut plus ouvrir aucun service à votre place.</p>
        </Accordion>
        <Accordion title="Peut-on tout autoriser d’un coup&nbsp;?">
          <p>Non. Un mandat «&nbsp;pour toutes mes démarches&nbsp;» n’existe pas ici. Chaque acte est nommé.</p>
        </Accordion>
        <Accordion title="Un aidant peut-il faire un mandat seul&nbsp;?">
          <p>Non. La personne s’identifie elle-même par FranceConnect, puis elle accepte. Sans elle, pas de mandat.</p>
        </Accordion>
        <Accordion title="Et pour une personne mineure&nbsp;?">
          <p>Aidants Connect ne fait pas de mandat pour une personne de moins de 18&nbsp;ans.</p>
        </Accordion>
      </div>
    </div>
  </section>
);

/** The front door: what a mandat is for those who are helped, how it works for those who help. */
export const HomePage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout
    frame={frame}
    title="Se faire aider dans ses démarches"
    description="Un aidant fait des démarches en ligne pour une personne, avec son accord écrit et sans son mot de passe."
    width="full"
  >
    <Opening />
    <ForUsagers />
    <ForAidants />
    <Trace />
    <Questions />
  </Layout>
);
