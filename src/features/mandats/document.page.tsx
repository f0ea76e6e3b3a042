import { demarcheTitles } from "#domain/demarche.ts";
import type { DocumentMandat } from "#domain/document-mandat.ts";
import { dureeTitles, termInWords } from "#domain/duree.ts";
import { birthplaceWords, birthWords, fullName } from "#domain/identite-words.ts";
import type { MandatId } from "#domain/ids.ts";
import { frenchInstant } from "#domain/paris-day.ts";
import { byDemarche, holdsSurendettement, surendettementWords } from "#domain/portee.ts";
import { telephoneWords } from "#domain/telephone.ts";
import { paths } from "#paths.ts";
import type { PageFrame } from "#ui/page-frame.ts";
import { PrintSheet } from "#ui/print-sheet.tsx";
import type { DocumentRead } from "./document.query.ts";
import { DocumentTerms } from "./document-terms.tsx";

type Props = {
  readonly frame: PageFrame;
  readonly structure: string;
  readonly mandatId: MandatId;
  readonly document: DocumentRead;
};

const paris = (instant: string): string => `${frenchInstant(new Date(instant))}, heure de Paris`;

/** The paper of a mandat, from its frozen data alone (chapter 03 §9). */
export const DocumentPage = ({ frame, structure, mandatId, document: { data, sha256 } }: Props) => (
  <PrintSheet
    frame={frame}
    title={`Document du mandat n° ${data.numero}`}
    backLink={{ label: "Revenir au mandat", href: paths.mandat({ structure, mandatId }) }}
    foot={
      <>
        <p>
          Modèle {data.template}, projet à relire par un juriste. Mandat n°&nbsp;<bdi>{data.numero}</bdi>.
        </p>
        <p>
          Empreinte SHA-256 des données de ce document, inscrite au journal&nbsp;: <bdi>{sha256}</bdi>
        </p>
      </>
    }
  >
    <h1>
      Mandat n°&nbsp;<bdi>{data.numero}</bdi>
    </h1>
    <p>
      Conclu à {data.mandataire.commune}, le {paris(data.concludedAt)}, en présence de la personne, identifiée par
      FranceConnect sur l’ordinateur de l’aidant (niveau de preuve {data.level} sur 4).
    </p>
    <Parties data={data} />
    <h2>Les actes confiés</h2>
    <Actes data={data} />
    <p>
      Rien d’autre ne peut être fait. Tout autre acte demande un nouvel accord. Ce mandat n’est pas un pouvoir général
      (articles 1987 à 1989 du Code civil).
    </p>
    <h2>La durée</h2>
    <p>
      {dureeTitles[data.duree]}&nbsp;: le mandat s’arrête au plus tard le <strong>{termInWords(data.termDay)}</strong>.
      Il s’arrête avant si l’acte est fait, si la personne l’arrête, si la structure y renonce, s’il est remplacé par un
      autre, en cas de décès, de mesure de protection ou de fermeture de la structure (articles 2003 et suivants du Code
      civil).
    </p>
    <DocumentTerms mandataire={data.mandataire} />
    <h2>L’accord</h2>
    <ul>
      <li>La personne s’est identifiée elle-même avec FranceConnect le {paris(data.acceptation.identifiedAt)}.</li>
      <li>
        Elle a lu ce mandat en français, ou on le lui a lu. Elle a déclaré être majeure, n’avoir aucune mesure de
        protection, agir librement. Elle l’a accepté à l’écran le {paris(data.acceptation.consentedAt)}.
      </li>
      <li>La structure l’a accepté, par son aidant, le {paris(data.concludedAt)}.</li>
    </ul>
  </PrintSheet>
);

const Parties = ({ data: { mandant, mandataire, aidant } }: { readonly data: DocumentMandat }) => (
  <>
    <h2>La personne qui donne le mandat</h2>
    <p>
      {fullName(mandant)}, {birthWords(mandant)}. Lieu de naissance&nbsp;: {birthplaceWords(mandant)}.
    </p>
    <h2>La structure qui le reçoit</h2>
    <p>
      {mandataire.nom}, SIRET <bdi>{mandataire.siret}</bdi>, {mandataire.adresse}, {mandataire.codePostal}{" "}
      {mandataire.commune}. Téléphone&nbsp;: <bdi>{telephoneWords(mandataire.telephone)}</bdi>. Courriel&nbsp;:{" "}
      {mandataire.courriel}.
    </p>
    <p>
      Représentée par {aidant.prenom} {aidant.nom}, {aidant.profession}.
    </p>
  </>
);

const Actes = ({ data: { actes } }: { readonly data: DocumentMandat }) => (
  <>
    {byDemarche(actes).map((group) => (
      <section key={group.demarche}>
        <h3>{demarcheTitles[group.demarche]}</h3>
        <ul>
          {group.actes.map(({ service, libelle, sensible, presence }) => (
            <li key={`${service} ${libelle}`}>
              {libelle} ({service}){sensible && <strong> – acte sensible</strong>}
              {presence && <strong> – seulement en présence de la personne</strong>}
            </li>
          ))}
        </ul>
      </section>
    ))}
    {holdsSurendettement(actes) && <p>{surendettementWords}</p>}
  </>
);
