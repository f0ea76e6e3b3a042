import type { NewCgu } from "#store/cgu-store.ts";

const text = `Projet de texte, à relire par un juriste.

## Ce que vous acceptez
Vous êtes aidant d’une structure habilitée. Vous utilisez Aidants Connect pour faire, à la place d’un usager et avec son accord écrit, les actes que son mandat nomme. Rien d’autre.

## Ce que vous promettez
Vous n’utilisez que votre propre compte et vous ne prêtez à personne votre moyen de connexion.
Vous ne demandez jamais à un usager son mot de passe, et vous ne le notez pas.
Vous laissez l’usager lire et décider lui-même : vous n’acceptez pas un mandat à sa place.
Vous n’agissez que pour les actes du mandat, et seulement jusqu’à son terme.
Vous gardez pour vous ce que vous apprenez sur l’usager.
Vous dites tout de suite à votre référent une erreur, une perte ou un doute.

## Ce que le service fait
Chaque connexion faite à la place d’un usager est écrite au journal avant que son identité soit transmise : quel aidant, quelle structure, quel acte, quel mandat, à quelle heure.
Une ligne écrite ne change plus. Elle vous protège autant que l’usager.

## Vos données
Votre nom, votre adresse professionnelle, votre structure et votre moyen de connexion servent à vous reconnaître et à établir qui a fait quoi. La page « Données personnelles » dit combien de temps elles sont gardées et quels sont vos droits.

## La fin
Vous pouvez cesser d’utiliser le service à tout moment. Votre référent ou l’équipe d’Aidants Connect peut suspendre votre accès si ces règles ne sont pas suivies.`
  .replaceAll(" :", "\u00a0:")
  .replaceAll("« ", "«\u00a0")
  .replaceAll(" »", "\u00a0»");

/** The first version, as a draft: an operator publishes the text that his lawyers have read. */
export const cguProjet = (inForceAt: Date): NewCgu => ({
  number: "projet-1",
  text,
  kind: "majeure",
  summary: null,
  inForceAt,
});
