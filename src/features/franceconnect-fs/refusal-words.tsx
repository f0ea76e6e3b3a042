import type { VNode } from "preact";
import type { IdentificationCause } from "#store/identification-store.ts";

/** What a refused identification tells the two people at the counter: what happened, and what to do. */
export type RefusalWords = {
  readonly title: string;
  readonly happened: string;
  readonly next: string;
  readonly status: 400 | 403 | 409 | 410 | 502 | 503;
};

const wrongAnswer: RefusalWords = {
  title: "La réponse de FranceConnect n’est pas sûre",
  happened: "La réponse reçue n’est pas exactement celle que FranceConnect doit donner. Nous l’avons refusée.",
  next: "Recommencez l’identification. Si cela se reproduit, prévenez l’équipe d’Aidants Connect.",
  status: 502,
};

const noAnswer: RefusalWords = {
  title: "FranceConnect ne répond pas",
  happened: "FranceConnect n’a pas répondu à temps. L’identification n’est pas allée au bout.",
  next: "Attendez quelques minutes, puis recommencez l’identification.",
  status: 503,
};

const notThisExchange: RefusalWords = {
  title: "Cette identification ne peut pas continuer",
  happened: "Ce retour de FranceConnect ne correspond à aucune identification en attente dans ce navigateur.",
  next: "Reprenez le mandat, puis recommencez l’identification. N’utilisez ni le bouton « Précédent », ni un ancien lien.",
  status: 400,
};

const incomplete: RefusalWords = {
  title: "L’identité reçue est incomplète",
  happened: "FranceConnect n’a pas transmis toute l’identité de la personne, ou l’a transmise sous une forme inconnue.",
  next: "Recommencez en choisissant une autre façon de se connecter à FranceConnect : impôts, Assurance maladie, La Poste…",
  status: 502,
};

const protectedAdult: RefusalWords = {
  title: "Ce mandat ne peut pas être fait",
  happened: "Une autre règle s’applique à cette situation. L’identité reçue n’est pas gardée.",
  next: "Adressez-vous à la personne qui gère votre structure.",
  status: 409,
};

/** A cause without words does not compile. */
export const refusalWords: Record<IdentificationCause, RefusalWords> = {
  "state-unknown": notThisExchange,
  "state-replayed": {
    ...notThisExchange,
    happened: "Cette réponse de FranceConnect a déjà servi une fois. Elle ne sert pas deux fois.",
    status: 410,
  },
  "state-other-browser": {
    ...notThisExchange,
    happened: "L’identification a commencé dans un autre navigateur. Elle ne peut finir que dans celui-là.",
    next: "Reprenez dans le navigateur où l’aidant a ouvert le mandat.",
    status: 403,
  },
  "exchange-expired": {
    ...notThisExchange,
    title: "L’identification a pris trop de temps",
    happened: "Plus de 30 minutes ont passé depuis le début de l’identification. Elle n’est plus acceptée.",
    next: "Reprenez le mandat, puis recommencez l’identification.",
    status: 410,
  },
  "purpose-closed": {
    title: "Ce mandat n’attend plus d’identification",
    happened: "Le mandat en préparation a changé d’étape, a été abandonné, ou l’aidant n’est plus connecté.",
    next: "L’aidant se connecte, puis rouvre la liste des mandats en cours.",
    status: 409,
  },
  "issuer-parameter-absent": wrongAnswer,
  "issuer-parameter-wrong": wrongAnswer,
  "code-missing": wrongAnswer,
  "access-denied": {
    title: "L’identification n’a pas abouti",
    happened: "L’identification a été arrêtée sur FranceConnect : elle a été abandonnée, ou FranceConnect l’a refusée.",
    next: "Recommencez, au besoin avec une autre façon de se connecter à FranceConnect.",
    status: 409,
  },
  "server-error": {
    ...noAnswer,
    title: "FranceConnect a rencontré une panne",
    happened: "FranceConnect, ou le service choisi pour s’identifier, a rencontré une panne.",
    next: "Recommencez, au besoin avec une autre façon de se connecter à FranceConnect.",
  },
  "temporarily-unavailable": {
    ...noAnswer,
    title: "FranceConnect est momentanément indisponible",
    happened: "FranceConnect, ou le registre qui vérifie les identités, ne répond pas en ce moment.",
    next: "Attendez quelques minutes, puis recommencez l’identification.",
  },
  "request-refused": {
    title: "FranceConnect a refusé notre demande",
    happened: "Notre demande à FranceConnect n’était pas correcte. La faute est la nôtre. L’équipe est prévenue.",
    next: "Recommencez plus tard. Rien n’est à corriger de votre côté.",
    status: 502,
  },
  "token-unreachable": noAnswer,
  "token-refused": {
    ...noAnswer,
    title: "FranceConnect n’a pas confirmé l’identification",
    happened: "FranceConnect a refusé de confirmer l’identification, souvent parce que trop de temps a passé.",
    next: "Recommencez l’identification.",
    status: 502,
  },
  "token-malformed": wrongAnswer,
  "token-signature": wrongAnswer,
  "token-algorithm": wrongAnswer,
  "token-issuer": wrongAnswer,
  "token-audience": wrongAnswer,
  "token-expired": wrongAnswer,
  "token-nonce": wrongAnswer,
  "token-acr": wrongAnswer,
  "keys-unavailable": noAnswer,
  "userinfo-unreachable": noAnswer,
  "userinfo-refused": {
    ...noAnswer,
    title: "FranceConnect n’a pas transmis l’identité",
    happened: "FranceConnect a refusé de transmettre l’identité, souvent parce que trop de temps a passé.",
    next: "Recommencez l’identification.",
    status: 502,
  },
  "userinfo-unsigned": wrongAnswer,
  "userinfo-signature": wrongAnswer,
  "userinfo-algorithm": wrongAnswer,
  "userinfo-issuer": wrongAnswer,
  "userinfo-audience": wrongAnswer,
  "userinfo-expired": wrongAnswer,
  "userinfo-subject": wrongAnswer,
  "identity-malformed": incomplete,
  "identity-incomplete": incomplete,
  "own-provider-used": {
    title: "Cette identification ne peut pas servir à un mandat",
    happened:
      "La personne a été identifiée à travers Aidants Connect. Pour accepter un mandat, elle doit s’identifier elle-même.",
    next: "Recommencez, et choisissez sur FranceConnect une connexion propre à la personne : impôts, Assurance maladie, La Poste…",
    status: 409,
  },
  "exchange-pending": {
    title: "Une connexion est en cours dans ce navigateur",
    happened: "Ce navigateur est en train de connecter une personne à un service public avec Aidants Connect.",
    next: "Terminez cette connexion, ou choisissez « Retourner sur FranceConnect » dans son onglet. Puis revenez ici.",
    status: 409,
  },
  "previous-usager": {
    title: "Ce n’est pas la bonne personne",
    happened: "FranceConnect a reconnu la personne précédente. Vous avez dit que ce n’était pas elle.",
    next: "La session FranceConnect est fermée : recommencez l’identification avec la personne présente.",
    status: 409,
  },
  "not-this-person": {
    title: "Ce n’est pas la bonne personne",
    happened: "L’identité reçue n’est pas celle de la personne présente. Elle n’est pas gardée.",
    next: "Recommencez l’identification avec la personne présente.",
    status: 409,
  },
  "usager-minor": {
    title: "Cette personne n’a pas 18 ans",
    happened:
      "Aidants Connect ne fait pas de mandat pour une personne de moins de 18 ans. Son identité n’est pas gardée.",
    next: "Un parent, ou la personne qui représente le mineur, fait les démarches en son propre nom.",
    status: 409,
  },
  "usager-protected": protectedAdult,
  "usager-deceased": protectedAdult,
  "self-mandat": {
    title: "Personne ne fait de mandat pour soi-même",
    happened: "L’identité reçue ressemble à la vôtre. Un aidant ne peut pas être son propre usager.",
    next: "Demandez à un collègue de préparer ce mandat.",
    status: 409,
  },
};

/** What FranceConnect's own codes mean, for those who saw one on its page before coming back (chapter 01 §5.6). */
export const FranceConnectCodes = (): VNode => (
  <ul>
    <li>
      Y010004 à Y010009&nbsp;: l’état civil donné n’est pas retrouvé au registre. La personne vérifie son nom de
      naissance, ses prénoms et sa date de naissance auprès du service qui l’a identifiée. Une erreur d’état civil se
      corrige auprès de l’Insee ou de la mairie de naissance.
    </li>
    <li>Y010011, Y010012&nbsp;: le registre ne répond pas. Recommencez plus tard.</li>
    <li>Y010015&nbsp;: le registre porte une mention de décès. La personne s’adresse à sa mairie.</li>
    <li>
      Y180001, Y100011&nbsp;: la personne a bloqué son compte FranceConnect, ou cette façon de se connecter. Elle le
      change elle-même dans son espace FranceConnect.
    </li>
  </ul>
);
