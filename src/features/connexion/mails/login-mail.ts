import { frenchInstant } from "#domain/paris-day.ts";
import type { EtatCompte } from "#store/compte-store.ts";
import type { Mail } from "./mail.tsx";

export type LoginAsked = {
  readonly to: string;
  readonly link: string;
  readonly code: string;
  readonly at: Date;
  readonly browserFamily: string;
};

const notYou =
  "Vous n’avez rien demandé\u00a0? Ne faites rien\u00a0: sans ce message et sans votre application, personne n’entre à votre place. Si cela se répète, prévenez votre référent.";

const asked = ({ at, browserFamily }: LoginAsked): string =>
  `Le ${frenchInstant(at)}, quelqu’un a demandé à se connecter avec votre adresse, depuis ${browserFamily}.`;

/** The link and the code of a person who may sign in. */
export const loginMail = (login: LoginAsked): Mail => ({
  to: login.to,
  subject: "Votre lien de connexion à Aidants Connect",
  paragraphs: [
    "Ouvrez ce lien dans le navigateur où vous l’avez demandé. Il sert une fois, pendant 15\u00a0minutes.",
    { href: login.link, label: "Continuer la connexion" },
    "Ou tapez ce code sur la page qui attend. Il sert une fois, pendant 10\u00a0minutes.",
    { code: login.code },
    asked(login),
    "Ne transférez jamais ce message. Personne ne vous demandera ce lien ni ce code.",
    notYou,
  ],
});

/** Why a person who may not sign in gets no link, and whom to ask: told by mail only (chapter 02 §11). */
export const closedCompteMail = (login: LoginAsked, etat: Extract<EtatCompte, "suspendu" | "desactive">): Mail => ({
  to: login.to,
  subject: "Votre compte Aidants Connect ne permet pas de se connecter",
  paragraphs: [
    asked(login),
    etat === "suspendu"
      ? "Votre compte est suspendu. Aucun lien de connexion ne vous est envoyé."
      : "Votre compte est désactivé. Aucun lien de connexion ne vous est envoyé.",
    etat === "suspendu"
      ? "Pour en connaître la raison, adressez-vous à l’équipe d’Aidants Connect ou au référent de votre structure."
      : "Pour le réactiver, adressez-vous au référent de votre structure.",
    notYou,
  ],
});

/** Tells a person that his second factor was closed for the third time in a row (chapter 02 §7, §13). */
export const lockedFactorMail = (
  to: string,
  { lockedUntil, at }: { readonly lockedUntil: Date; readonly at: Date },
): Mail => ({
  to,
  subject: "Trop de codes faux sur votre compte Aidants Connect",
  paragraphs: [
    `Le ${frenchInstant(at)}, votre moyen de connexion a été fermé pour la troisième fois\u00a0: trop de codes faux ont été tapés.`,
    `Vous pourrez essayer de nouveau le ${frenchInstant(lockedUntil)}.`,
    "Ce n’était pas vous\u00a0? Quelqu’un a accès à votre messagerie. Changez le mot de passe de votre messagerie et prévenez tout de suite votre référent.",
  ],
});

/** Tells a person that a fourth login has closed the session she had left idle the longest (chapter 02 §14). */
export const closedSessionMail = (
  to: string,
  { at, browserFamily }: Pick<LoginAsked, "at" | "browserFamily">,
): Mail => ({
  to,
  subject: "Une de vos sessions Aidants Connect a été fermée",
  paragraphs: [
    `Le ${frenchInstant(at)}, vous vous êtes connecté depuis ${browserFamily}. Vous aviez déjà trois sessions ouvertes\u00a0: celle qui ne servait plus depuis le plus longtemps a été fermée.`,
    "Ce n’était pas vous\u00a0? Prévenez tout de suite votre référent.",
  ],
});
