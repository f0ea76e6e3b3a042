import type { DocumentMandat } from "#domain/document-mandat.ts";
import { termInWords } from "#domain/duree.ts";
import { telephoneWords } from "#domain/telephone.ts";
import type { Message } from "#platform/mailer.ts";

/** Told to the usager once the mandat exists: to whom, until when, how to stop it. Neither his name nor the actes. */
export const mandatMessage = (
  to: string,
  { numero, termDay, mandataire }: Pick<DocumentMandat, "numero" | "termDay" | "mandataire">,
): Message => ({
  kind: "courriel",
  to,
  subject: `Votre mandat avec ${mandataire.nom}`,
  text: `Bonjour,

Vous avez donné un mandat à ${mandataire.nom}.
Numéro du mandat\u00a0: ${numero}
Il prend fin le ${termInWords(termDay)}.

Vous pouvez l’arrêter à tout moment, sans donner de raison. Appelez la structure au ${telephoneWords(mandataire.telephone)}, ou allez-y\u00a0: ${mandataire.adresse}, ${mandataire.codePostal} ${mandataire.commune}.

À chaque utilisation du mandat, FranceConnect vous écrit aussi à cette adresse.

Si vous n’avez pas donné ce mandat, appelez la structure.

Aidants Connect
`,
});
