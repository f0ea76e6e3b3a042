import { type Demarche, demarches } from "./demarche.ts";
import { normalizeWords } from "./name-search.ts";

export type Grade = "ordinaire" | "sensible";

/** An acte that the team has worded and graded (chapter 03 §3.1). */
export type ActeDuCatalogue = {
  /** `{demarche}.{slug}`, never reused. */
  readonly code: string;
  readonly demarche: Demarche;
  readonly service: string;
  readonly libelle: string;
  readonly grade: Grade;
  /** Only while the person is present and types herself what is hers: password, signature, payment. */
  readonly presence: boolean;
  /** A withdrawn acte enters no new mandat; it stays usable in those that hold it. */
  readonly etat: "actif" | "retire";
};

/** One line an acte: slug | service | libellé | grade (O ordinaire, S sensible), then P when presence is required. */
const lines: Readonly<Record<Demarche, string>> = {
  papiers: `
    cni-predemande | France Titres | Remplir la prédemande de carte nationale d’identité | O
    passeport-predemande | France Titres | Remplir la prédemande de passeport | O
    acte-etat-civil | Service-Public.fr | Demander une copie ou un extrait d’acte d’état civil | O
    liste-electorale | Service-Public.fr | Demander l’inscription sur les listes électorales | O
    situation-electorale | Service-Public.fr | Vérifier l’inscription électorale et le bureau de vote | O
    procuration-vote | Maprocuration | Préparer une demande de procuration de vote | S P
    changement-adresse | Service-Public.fr | Déclarer un changement d’adresse aux organismes choisis | S
    messagerie-creation | Messagerie choisie | Créer avec la personne une adresse électronique à son nom | S P
  `,
  famille: `
    caf-compte | Caf | Créer l’espace Mon Compte de la personne | S P
    caf-consultation | Caf | Consulter les droits et paiements, télécharger une attestation | O
    caf-naissance | Caf | Déclarer une grossesse ou une naissance et demander la prime | O
    caf-situation | Caf | Déclarer un changement de situation familiale ou professionnelle | S
    caf-rib | Caf | Modifier les coordonnées bancaires | S
    aripa | Aripa (Caf ou MSA) | Demander l’intermédiation d’une pension alimentaire | S
    pajemploi | Pajemploi (Urssaf) | Déclarer le salaire d’une assistante maternelle | S
    bourse | Éducation nationale | Demander une bourse de collège ou de lycée | O
    periscolaire | Portail famille de la commune | Inscrire un enfant à la cantine ou au périscolaire | O
  `,
  social: `
    ameli-compte | ameli.fr | Créer le compte ameli de la personne | S P
    ameli-consultation | ameli.fr | Consulter les remboursements et télécharger l’attestation de droits | O
    ameli-carte-vitale | ameli.fr | Commander une carte Vitale ou déclarer sa perte | O
    ameli-css | ameli.fr | Demander ou renouveler la Complémentaire santé solidaire | O
    ameli-piece | ameli.fr | Envoyer une pièce ou un message à la caisse | O
    ameli-coordonnees | ameli.fr | Modifier l’adresse ou les coordonnées bancaires | S
    msa-compte | MSA | Créer l’espace personnel MSA | S P
    msa-dtr | MSA | Faire la déclaration trimestrielle de ressources | O
    caf-rsa | Caf | Demander le revenu de solidarité active | O
    caf-prime-activite | Caf | Demander la prime d’activité | O
    caf-dtr | Caf | Faire la déclaration trimestrielle de ressources | O
    mdph-dossier | MDPH en ligne | Déposer ou renouveler un dossier de demande | O
    apa | Département | Demander l’allocation personnalisée d’autonomie | O
    droits-simulation | Portail des droits sociaux | Consulter les droits et faire une simulation | O
  `,
  travail: `
    ft-inscription | France Travail | Inscrire la personne comme demandeur d’emploi | S
    ft-actualisation | France Travail | Faire l’actualisation mensuelle | O
    ft-situation | France Travail | Déclarer une reprise d’emploi, un arrêt ou un déménagement | S
    cnav-compte | Assurance retraite (Cnav) | Créer l’espace personnel de la personne | S P
    cnav-carriere | Assurance retraite (Cnav) | Consulter le relevé de carrière et signaler une erreur | O
    cnav-demande | Assurance retraite (Cnav) | Déposer la demande de retraite | S
    agirc-arrco | Agirc-Arrco | Déposer la demande de retraite complémentaire | S
    info-retraite | Info-Retraite | Consulter le compte retraite tous régimes | O
    reversion | Info-Retraite | Demander une pension de réversion | S
  `,
  logement: `
    caf-logement | Caf | Demander une aide au logement | O
    dls-demande | Demande de logement social | Déposer une demande de logement social | O
    dls-renouvellement | Demande de logement social | Renouveler ou mettre à jour la demande | O
    renov | MaPrimeRénov’ (Anah) | Créer le compte et déposer une demande d’aide | S
    cheque-energie | Chèque énergie | Utiliser le chèque ou l’attestation auprès d’un fournisseur | O
    dalo | Commission DALO | Préparer le recours amiable logement | S
  `,
  transports: `
    carte-grise | France Titres | Demander un certificat d’immatriculation | S
    cession | France Titres | Déclarer la vente d’un véhicule | S
    permis | France Titres | Demander une inscription ou un duplicata de permis | O
    amende-consultation | ANTAI | Consulter un avis de contravention | O
    amende-contestation | ANTAI | Déposer une contestation | S
    amende-paiement | Amendes.gouv.fr | Payer une amende avec la carte tenue par la personne | S P
  `,
  argent: `
    impots-compte | impots.gouv.fr | Créer l’espace particulier de la personne | S P
    impots-declaration | impots.gouv.fr | Faire la déclaration annuelle de revenus | S
    impots-avis | impots.gouv.fr | Télécharger un avis ou un justificatif d’impôt | O
    impots-prelevement | impots.gouv.fr | Modifier le taux ou le compte de prélèvement | S
    impots-message | impots.gouv.fr | Poser une question ou demander un délai de paiement | O
    timbre | Timbres fiscaux | Acheter un timbre fiscal électronique | O
    surendettement | Banque de France | Saisir le dossier de surendettement (saisie seule) | S P
    signalconso | SignalConso | Déposer un signalement | O
  `,
  justice: `
    casier-b3 | Casier judiciaire national | Remplir avec la personne la demande de bulletin n° 3 | S P
    aide-juridictionnelle | Aide juridictionnelle | Demander l’aide juridictionnelle | O
    justice-suivi | Portail du justiciable | Suivre une affaire | O
    justice-requete | Portail du justiciable | Déposer une requête préparée avec la personne | S P
    telerecours | Télérecours citoyens | Déposer un recours préparé avec la personne | S P
    plainte | Plainte en ligne | Remplir une plainte dictée par la personne | S P
    defenseur-droits | Défenseur des droits | Saisir le Défenseur des droits | O
  `,
  etranger: `
    titre-sejour | ANEF | Demander ou renouveler un titre de séjour | S
    sejour-suivi | ANEF | Suivre une demande et télécharger une attestation | O
    nationalite | ANEF | Déposer une demande d’accès à la nationalité | S
    regroupement | Ofii | Préparer une demande de regroupement familial | S
    ceam | ameli.fr | Commander la carte européenne d’assurance maladie | O
  `,
  loisirs: `
    pass-sport | Pass’Sport | Récupérer le code Pass’Sport | O
    vacances | ANCV | Demander une aide au départ en vacances | O
    ariane | Ariane | Enregistrer un voyage à l’étranger | O
    animal-perdu | I-CAD | Déclarer la perte d’un animal | O
    activites | Portail de la commune | Inscrire la personne à une activité municipale | O
  `,
};

const parseLine = (demarche: Demarche, line: string): ActeDuCatalogue => {
  const [slug = "", service = "", libelle = "", flags = ""] = line.split("|").map((part) => part.trim());
  const grade = flags.startsWith("S") ? "sensible" : "ordinaire";
  return {
    code: `${demarche}.${slug}`,
    demarche,
    service,
    libelle,
    grade,
    presence: flags.endsWith("P"),
    etat: "actif",
  };
};

const linesOf = (demarche: Demarche): readonly string[] => lines[demarche].trim().split("\n");

/** The catalogue, in the order of the demarches. */
export const catalogueActes: readonly ActeDuCatalogue[] = demarches.flatMap((demarche) =>
  linesOf(demarche).map((line) => parseLine(demarche, line)),
);

export type Catalogue = { readonly find: (code: string) => ActeDuCatalogue | null };

export const catalogueOf = (actes: readonly ActeDuCatalogue[]): Catalogue => {
  const byCode = new Map(actes.map((acte) => [acte.code, acte]));
  return { find: (code) => byCode.get(code) ?? null };
};

/** The catalogue in force. */
export const catalogue: Catalogue = catalogueOf(catalogueActes);

/** Services named by the catalogue, each once, in alphabetical order. */
export const servicesDuCatalogue: readonly string[] = [...new Set(catalogueActes.map(({ service }) => service))].sort(
  (a, b) => a.localeCompare(b, "fr"),
);

const searched = catalogueActes.map((acte) => ({
  acte,
  words: normalizeWords(`${acte.libelle} ${acte.service}`),
}));

/** Actes in force whose wording or service has a word beginning with each word typed, case and accents aside. */
export const searchCatalogue = (typed: string): readonly ActeDuCatalogue[] => {
  const wanted = normalizeWords(typed);
  return searched
    .filter(({ words }) => wanted.every((start) => words.some((word) => word.startsWith(start))))
    .map(({ acte }) => acte)
    .filter(({ etat }) => etat === "actif");
};
