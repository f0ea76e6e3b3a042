import type { ActeLibreRefusal } from "#domain/acte-libre.ts";
import type { ConclusionRefusal } from "#domain/conclusion.ts";
import type { ReadingRefusal } from "./answer-reading.ts";

export type ShownRefusal =
  | Exclude<ReadingRefusal | ConclusionRefusal, "conclusion-unknown" | "elsewhere">
  | ActeLibreRefusal
  | "demarche-missing"
  | "loss-not-confirmed";

/** What happened, what is kept, what to do: a refusal without words does not compile. */
export const refusalWords: Readonly<Record<ShownRefusal, string>> = {
  "changed-elsewhere":
    "Ce mandat a changé dans un autre onglet. Voici sa dernière version\u00a0: vérifiez-la, puis continuez ici.",
  "no-acte": "Choisissez au moins un acte\u00a0: un mandat dit précisément ce que vous ferez.",
  "too-many-actes": "Un mandat contient 40\u00a0actes au plus. Retirez-en, ou préparez un autre mandat.",
  "acte-withdrawn": "Un des actes choisis ne se propose plus. Choisissez à nouveau les actes avec la personne.",
  "duree-missing": "Choisissez une durée.",
  "acte-unique-alone": "«\u00a0Le temps de cet acte\u00a0» ne convient qu’à un seul acte. Choisissez une autre durée.",
  "service-length": "Nommez le service, en 3 à 80\u00a0caractères.",
  "acte-length": "Décrivez l’acte en 20 à 160\u00a0caractères.",
  "acte-too-generic":
    "Dites précisément quoi, en commençant par un verbe. Par exemple\u00a0: «\u00a0Demander une carte de stationnement\u00a0».",
  "acte-forbidden":
    "Cet acte ne peut pas être confié à un aidant. La personne le fait elle-même, avec votre aide si elle le souhaite.",
  "secret-detected":
    "Ce texte semble contenir un mot de passe, un numéro de carte ou un autre secret. Il n’a pas été gardé. La personne le note dans son propre carnet.",
  "demarche-missing": "Choisissez la démarche de cet acte.",
  "reading-closed":
    "Plus de 30\u00a0minutes ont passé depuis l’identification. Le mandat préparé est gardé\u00a0: identifiez-vous à nouveau.",
  "declaration-missing":
    "Pour accepter, cochez les quatre phrases si elles sont vraies. Sinon, choisissez «\u00a0Je refuse\u00a0».",
  "consent-missing": "La personne n’a pas encore accepté ce mandat.",
  "consent-expired":
    "Plus de 30\u00a0minutes ont passé depuis l’accord de la personne. Le mandat préparé est gardé\u00a0: elle s’identifie à nouveau.",
  "not-habilite": "Vous ne pouvez plus agir pour un usager en ce moment. Le mandat n’est pas conclu.",
  "usager-minor": "Cette personne n’a pas 18\u00a0ans. Le mandat n’est pas conclu.",
  "self-mandat": "Vous ne pouvez pas conclure un mandat avec vous-même. Demandez à un collègue de vous recevoir.",
  "situation-changed":
    "La situation a changé pendant que vous lisiez\u00a0: un autre mandat de cette personne a été conclu ou arrêté. Relisez ce qui sera remplacé.",
  "prepare-again": "Le mandat n’a pas pu être daté à temps. Rien n’est conclu\u00a0: recommencez.",
  "loss-not-confirmed": "Confirmez que la personne accepte de perdre ces actes.",
};

/** 422 for what was typed, 409 for what is true. */
export const statusOfRefusal = (refusal: ShownRefusal): 409 | 422 => (typed.has(refusal) ? 422 : 409);

const typed: ReadonlySet<ShownRefusal> = new Set<ShownRefusal>([
  "no-acte",
  "too-many-actes",
  "duree-missing",
  "acte-unique-alone",
  "service-length",
  "acte-length",
  "acte-too-generic",
  "acte-forbidden",
  "secret-detected",
  "demarche-missing",
  "declaration-missing",
  "loss-not-confirmed",
]);

/** The field to correct, to which the summary of the page leads; a refusal without one concerns the whole journey. */
export const fieldOfRefusal: Readonly<Partial<Record<ShownRefusal, string>>> = {
  "no-acte": "recherche",
  "too-many-actes": "recherche",
  "duree-missing": "duree",
  "acte-unique-alone": "duree",
  "demarche-missing": "libre-demarche",
  "service-length": "libre-service",
  "acte-length": "libre-libelle",
  "acte-too-generic": "libre-libelle",
  "acte-forbidden": "libre-libelle",
  "secret-detected": "libre-libelle",
  "declaration-missing": "majeur",
  "loss-not-confirmed": "perte",
};
