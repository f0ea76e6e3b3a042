import type { FsRecord } from "../records.ts";
import { Layout } from "./layout.tsx";

type OfService = { readonly fs: FsRecord };

const audience = (fs: FsRecord): string => {
  if (fs.repScope.length > 0) return `Accepte un aidant pour\u00a0: ${fs.repScope.join(", ")}.`;
  return fs.idpFilterList.length > 0
    ? "N’accepte pas d’aidant."
    : "Accepte un aidant pour toute démarche de son mandat.";
};

export const ServicesPage = ({ services }: { readonly services: readonly FsRecord[] }) => (
  <Layout title="Services publics fictifs" speaker="Services de démonstration">
    <h1>Services publics fictifs</h1>
    <ul class="choix">
      {services.map((fs) => (
        <li key={fs.clientId} class="carte">
          <a href={`/services/${fs.clientId}`}>{fs.title}</a>
          <p>{fs.description}</p>
          <p class="aide">{audience(fs)}</p>
        </li>
      ))}
    </ul>
  </Layout>
);

export const ServiceHomePage = ({ fs, signedOut }: OfService & { readonly signedOut?: boolean }) => (
  <Layout title={signedOut ? "Vous êtes déconnecté" : "Accueil"} speaker={fs.title}>
    <h1>{signedOut ? "Vous êtes déconnecté" : fs.title}</h1>
    <p>{fs.description}</p>
    <p class="aide">{audience(fs)}</p>
    <form method="post" action={`/services/${fs.clientId}/connexion`}>
      <button type="submit">Se connecter avec FranceConnect</button>
    </form>
    <p class="aide">FranceConnect est ici un simulateur&nbsp;: il ne connaît que des personnes inventées.</p>
  </Layout>
);

const labels: readonly (readonly [claim: string, label: string])[] = [
  ["given_name", "Prénoms"],
  ["family_name", "Nom de naissance"],
  ["preferred_username", "Nom d’usage"],
  ["birthdate", "Date de naissance"],
  ["gender", "Sexe"],
  ["birthplace", "Commune de naissance"],
  ["birthcountry", "Pays de naissance"],
  ["email", "Adresse électronique"],
  ["sub", "Identifiant pour ce service"],
];

export const ServiceIdentityPage = ({ fs, claims }: OfService & { readonly claims: Record<string, unknown> }) => (
  <Layout title="Vous êtes connecté" speaker={fs.title}>
    <h1>
      Bonjour {String(claims.given_name ?? "")} {String(claims.family_name ?? "")}
    </h1>
    <p>Voici l’identité que ce service a reçue de FranceConnect.</p>
    <dl class="identite carte">
      {labels
        .filter(([claim]) => claims[claim] !== undefined)
        .map(([claim, label]) => (
          <>
            <dt>{label}</dt>
            <dd data-claim={claim}>{String(claims[claim])}</dd>
          </>
        ))}
    </dl>
    <form method="post" action={`/services/${fs.clientId}/deconnexion`}>
      <button type="submit">Se déconnecter de {fs.title}</button>
    </form>
  </Layout>
);

export const ServiceFailedPage = ({ fs, reason }: OfService & { readonly reason: string }) => (
  <Layout title="La connexion n’a pas abouti" speaker={fs.title}>
    <h1>La connexion n’a pas abouti</h1>
    <div class="carte alerte" role="alert">
      <p>
        Motif&nbsp;: <code>{reason}</code>
      </p>
    </div>
    <p>
      <a class="bouton" href={`/services/${fs.clientId}`}>
        Revenir à l’accueil de {fs.title}
      </a>
    </p>
  </Layout>
);
