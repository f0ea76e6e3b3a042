import { expect, test } from "vitest";
import { parseActeLibre } from "./acte-libre.ts";

const refusalOf = (libelle: string, service = "Mairie de la commune") => {
  const parsed = parseActeLibre({ service, libelle });
  return parsed.ok ? null : parsed.refusal;
};

test.each([
  "Faire toutes mes démarches en ligne",
  "Faire tout ce qui concerne le logement",
  "Remplir tous les formulaires de la mairie",
  "Effectuer diverses demandes auprès de la mairie",
  "Demander une carte de stationnement et autres documents",
  "Demander la carte de transport, etc.",
  "Assurer la gestion générale du compte",
  "Assurer un suivi global de la situation",
  "Traiter l’ensemble du courrier reçu",
  "Faire une démarche quelconque en ligne",
  "Envoyer les documents nécessaires à la caisse",
  "Compléter le formulaire si besoin en ligne",
  "Contacter n’importe quel service public",
  "Faire les démarches administratives en ligne",
  "Gérer la situation de la personne",
  "S’occuper de la personne en ligne",
  "Accompagner la personne en ligne",
  "Aider la personne avec le formulaire",
  "Suivre le dossier de la personne",
  "Le formulaire de demande de logement",
  "Demande de carte de stationnement",
  "Renouveler mes papiers",
])("03-3: too generic: %s", (libelle) => {
  expect(refusalOf(libelle)).toBe("acte-too-generic");
});

test.each([
  "Préparer le mariage de la personne à la mairie",
  "Enregistrer un Pacs auprès de la mairie",
  "Consentir au divorce de la personne en ligne",
  "Rédiger le testament de la personne en ligne",
  "Reconnaître un enfant à la mairie de la commune",
  "Demander l’adoption d’un enfant du conjoint",
  "Voter à l’élection professionnelle en ligne",
  "Créer une identité numérique pour la personne",
  "Activer une identité électronique sur le téléphone",
  "Consulter le compte bancaire de la personne",
  "Faire un virement mensuel vers le bailleur",
  "Demander un crédit à la consommation en ligne",
  "Prendre des paris sportifs en ligne pour elle",
  "Signer la déclaration en son nom sur le site",
  "Conserver le mot de passe de la messagerie",
  "Ouvrir un espace bancaire sur internet pour elle",
  "Jouer au loto en ligne pour la personne",
  "Noter le code secret de la carte de la personne",
])("03-3: forbidden: %s", (libelle) => {
  expect(refusalOf(libelle)).toBe("acte-forbidden");
});

test.each([
  "Demander une carte de stationnement de résident",
  "Inscrire la personne à la médiathèque municipale",
  "Réserver un créneau pour la déchèterie",
  "Prendre rendez-vous avec l’assistante sociale du secteur",
  "Télécharger l’attestation de quotient familial",
  "Déclarer un encombrant à enlever devant le logement",
  "Renouveler la carte de transport des retraités",
  "Demander le remboursement d’un abonnement de bus",
  "Signaler un lampadaire en panne dans la rue",
  "Commander un bac de tri pour le jardin",
  "Se réinscrire sur la liste d’attente de la crèche",
  "S’inscrire à l’atelier informatique de la mairie",
  "Suivre la demande de logement social numéro unique",
  "Gérer le calendrier des repas de la cantine",
  "Aider au paiement de la facture d’eau trimestrielle",
  "Payer la facture de cantine du mois de mars",
  "Demander un crédit d’impôt pour emploi à domicile",
  "Transmettre le relevé de compteur au fournisseur d’eau",
  "Modifier la date du rendez-vous pris à la préfecture",
  "Obtenir un duplicata du livret de famille",
  "Demander une place au marché de Noël",
  "Réserver une salle pour un repas de quartier",
  "Envoyer le formulaire de recensement citoyen",
  "Télécharger le règlement de la cantine scolaire",
  "Demander un composteur pour la résidence",
  "Inscrire un chat au fichier de la commune",
  "Prendre rendez-vous pour un vaccin à la mairie",
  "Demander la visite d’un conseiller énergie",
  "Déclarer un sinistre auprès du bailleur social",
  "Demander un échéancier pour la facture d’eau",
  "Remplir la demande de bourse communale étudiante",
  "Demander une dérogation de carte scolaire",
  "Consulter le calendrier de collecte des déchets",
  "Commander une carte de bus pour collégien",
  "Réclamer une facture de gaz manquante",
  "Signer la pétition municipale du square fleuri",
  "Choisir un créneau de livraison de repas",
  "S’abonner au bulletin municipal par courrier",
  "Se désinscrire d’une liste d’envoi de la mairie",
  "Reporter la visite de l’infirmière du service",
])("03-3: accepted: %s", (libelle) => {
  expect(parseActeLibre({ service: "Mairie de la commune", libelle })).toEqual({
    ok: true,
    value: { service: "Mairie de la commune", libelle },
  });
});

test.each([
  ["a service of two letters", "Demander une carte de stationnement", "Ca", "service-length"],
  ["a wording of 19 characters", "Demander une carte.", "Mairie", "acte-length"],
  ["a wording of 161 characters", `Demander une carte ${"x".repeat(142)}`, "Mairie", "acte-length"],
  ["a password", "Ouvrir la messagerie, mot de passe Soleil2024", "Mairie", "secret-detected"],
  ["a card number", "Payer la facture avec 4970 1000 0000 0154", "Mairie", "secret-detected"],
  ["an IBAN", "Déclarer le compte FR76 3000 6000 0112 3456 7890 189", "Mairie", "secret-detected"],
  ["a social security number", "Demander une attestation pour 2 69 05 49 588 157 80", "Mairie", "secret-detected"],
  ["a token", "Ouvrir la messagerie avec Soleil!2024", "Mairie", "secret-detected"],
])("03-29: %s is refused", (_, libelle, service, refusal) => {
  expect(refusalOf(libelle, service)).toBe(refusal);
});

test.each([
  "Demander le remboursement de 1 250,50 euros de soins",
  "Transmettre le dossier 2026-0001234 à la mairie",
  "Prendre rendez-vous le 24/11/2026 à 14 h 30 à la mairie",
  "Rappeler le service du logement au 01 99 00 12 34",
])("03-29: a date, an amount or a number of file is no secret: %s", (libelle) => {
  expect(refusalOf(libelle)).toBeNull();
});

test("blanks around and within are tidied", () => {
  expect(parseActeLibre({ service: " Mairie  d’Essai ", libelle: "  Demander une   carte de stationnement " })).toEqual(
    {
      ok: true,
      value: { service: "Mairie d’Essai", libelle: "Demander une carte de stationnement" },
    },
  );
});
