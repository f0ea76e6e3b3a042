import type { UseRefusal } from "#domain/use.ts";

const gone = "Ce mandat ne permet plus cet acte.";
const again = "Retournez sur FranceConnect et recommencez.";

/** Why the connexion is refused, as the aidant reads it: what happened, then what to do. */
export const refusalWords: Record<UseRefusal, string> = {
  cancelled: "La connexion a été abandonnée.",
  "exchange-expired": `La demande est trop ancienne. ${again}`,
  "no-usable-titre": "Aucune personne n’a de mandat en cours dans votre structure. Créez d’abord un mandat avec elle.",
  "no-titre-for-rep-scope":
    "Aucun mandat de votre structure ne prévoit les démarches que ce service public accepte. Créez un mandat qui les prévoit.",
  "aidant-unknown": "Votre compte n’est pas reconnu. Déconnectez-vous, puis recommencez.",
  "not-habilite": "Il vous manque une condition pour agir à la place d’une personne. Voyez votre page d’accueil.",
  "cgu-a-accepter": "Les conditions générales sont à accepter. Ouvrez votre espace, lisez-les, puis recommencez.",
  "structure-inactive": "Votre structure est suspendue ou fermée. Adressez-vous à votre référent.",
  "client-inactive": "Ce service n’est plus autorisé à demander une connexion.",
  "proof-stale": "Prouvez à nouveau votre identité, puis recommencez.",
  "mandat-unknown": gone,
  "mandat-other-structure": gone,
  "mandat-expired": "Ce mandat est arrivé à échéance. Concluez-en un nouveau avec la personne.",
  "mandat-revoked": "Ce mandat a été révoqué. Vous ne pouvez plus agir à la place de cette personne.",
  "mandat-replaced": "Ce mandat a été remplacé par un autre. Choisissez un acte du nouveau mandat.",
  "mandat-suspended": "Ce mandat est suspendu. Il ne permet aucun acte pour le moment.",
  "mandat-ended": "Ce mandat est terminé.",
  "autorisation-unknown": gone,
  "autorisation-revoked": "Cette démarche a été révoquée. Vous ne pouvez plus la faire à la place de cette personne.",
  "autorisation-replaced": "Cette démarche est passée à un mandat plus récent. Choisissez un de ses actes.",
  "autorisation-ended": "Tous les actes de cette démarche sont faits ou révoqués.",
  "autorisation-suspended": "Cette démarche est suspendue pour le moment.",
  "acte-unknown": gone,
  "acte-revoked": "Cet acte a été révoqué. Choisissez-en un autre.",
  "acte-done": "Cet acte est déjà fait. Choisissez-en un autre.",
  "demarche-outside-rep-scope": "Ce service public n’accepte pas cette démarche. Choisissez un autre acte.",
  "demarche-outside-perimeter": "Votre référent n’ouvre pas cette démarche à votre structure.",
  "identity-incomplete": "Il manque une adresse électronique ou un élément d’identité pour cette personne.",
  "usager-unknown": gone,
  "usager-minor": "Cette personne est mineure\u00a0: elle ne peut pas donner de mandat.",
  "usager-protected": "Cette personne ne peut être aidée que dans le cadre de sa mesure de protection.",
  "usager-deceased": "Un décès a été signalé pour cette personne\u00a0: plus aucune connexion n’est possible.",
  "self-mandat": "Vous ne pouvez pas agir à votre propre place\u00a0: demandez à un collègue.",
  "second-person-required": "Un second aidant doit approuver cet acte.",
  "cap-reached":
    "Vous avez atteint le nombre de connexions permis par heure ou par jour. Adressez-vous à votre référent.",
  loop: "Une identification par FranceConnect est en cours dans ce navigateur. Terminez-la d’abord.",
  "code-expired": `La connexion a expiré. ${again}`,
  "token-expired": `La connexion a expiré. ${again}`,
  "server-error": `La panne vient de nous, pas de vous. ${again}`,
  "temporarily-unavailable": `Le service ne répond pas pour le moment. ${again}`,
};
