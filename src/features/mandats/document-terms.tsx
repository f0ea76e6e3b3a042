import type { DocumentMandat } from "#domain/document-mandat.ts";
import { telephoneWords } from "#domain/telephone.ts";

/** What binds both parties, in the wording of this version of the template (chapter 03 §9, lines 6 and 8 to 15). */
export const DocumentTerms = ({ mandataire }: Pick<DocumentMandat, "mandataire">) => (
  <>
    <h2>Les règles</h2>
    <ul>
      <li>
        Le mandat sert à faire les actes de la liste en ligne, à la place de la personne. Seules les données utiles à
        ces actes sont utilisées. L’identité vient de FranceConnect.
      </li>
      <li>
        Il est établi selon les articles 1984 et 1985 du Code civil. Il est gratuit (article 1986). L’accord donné par
        écrit électronique fait preuve (articles 1366 et 1367).
      </li>
      <li>
        La structure et ses aidants font les actes confiés (article 1991) et en répondent (article 1992). Ils rendent
        compte de ce qui est fait (article 1993). Ils ne se font remplacer par personne hors de la structure sans nouvel
        accord (article 1994). Ils gardent le secret (article 226-13 du Code pénal). Ils ne demandent ni ne gardent
        aucun mot de passe. Ils n’utilisent ces données pour rien d’autre.
      </li>
      <li>
        La personne donne des informations vraies et les documents utiles. Elle est engagée par ce qui est fait dans les
        limites du mandat (article 1998).
      </li>
      <li>
        Une erreur se corrige auprès du service concerné. La personne a droit à la rectification de ses données (article
        16 du RGPD) et à l’erreur de bonne foi (article L. 123-1 du Code des relations entre le public et
        l’administration).
      </li>
    </ul>
    <h2>Arrêter le mandat</h2>
    <p>
      À tout moment, sans donner de raison (article 2004 du Code civil). Appelez la structure au{" "}
      <bdi>{telephoneWords(mandataire.telephone)}</bdi>, écrivez à {mandataire.courriel}, ou allez-y&nbsp;:{" "}
      {mandataire.adresse}, {mandataire.codePostal} {mandataire.commune}. L’arrêt vaut dès la connexion suivante.
    </p>
    <h2>Vos données</h2>
    <p>
      Elles sont conservées 6&nbsp;ans après la fin du mandat. Elles servent à une mission d’intérêt public (article
      6-1-e du RGPD). Vous pouvez y accéder, les faire corriger, limiter leur usage ou vous y opposer (articles 15, 16,
      18 et 21 du RGPD), et saisir la CNIL.
    </p>
    <p>Chaque utilisation est enregistrée au journal. FranceConnect écrit aussi à la personne à chaque utilisation.</p>
  </>
);
