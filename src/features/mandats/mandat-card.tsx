import { demarcheTitles } from "#domain/demarche.ts";
import { dureeTitles, termInWords } from "#domain/duree.ts";
import { frenchInstant } from "#domain/paris-day.ts";
import { holdsSurendettement, surendettementWords } from "#domain/portee.ts";
import { paths } from "#paths.ts";
import { Badge } from "#ui/badge.tsx";
import { Heading, type HeadingLevel } from "#ui/heading.tsx";
import { Notice } from "#ui/notice.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { acteWords, autorisationWords, mandatWords } from "./mandat-words.ts";
import type { ActeShown, AutorisationShown, MandatShown } from "./mandats-of-usager.query.ts";

type Props = { readonly structure: string; readonly mandat: MandatShown; readonly level: HeadingLevel };

/** A mandat with each of its parts, its state, and what may be done with it now. */
export const MandatCard = ({ structure, mandat, level }: Props) => (
  <>
    <SummaryList
      items={[
        {
          term: "État",
          value: <Badge tone={mandatWords[mandat.status].tone}>{mandatWords[mandat.status].word}</Badge>,
        },
        { term: "Conclu le", value: `${frenchInstant(mandat.concludedAt)}, heure de Paris` },
        { term: "Durée", value: dureeTitles[mandat.duree] },
        { term: "Échéance", value: termInWords(mandat.termDay) },
      ]}
    />
    {mandat.autorisations.map((autorisation) => (
      <Autorisation
        key={autorisation.id}
        structure={structure}
        mandat={mandat}
        autorisation={autorisation}
        level={level}
      />
    ))}
    {mandat.autorisations.some(({ actes }) => holdsSurendettement(actes)) && <Notice>{surendettementWords}</Notice>}
  </>
);

type AutorisationProps = Props & { readonly autorisation: AutorisationShown };

const Autorisation = ({ structure, mandat, autorisation, level }: AutorisationProps) => {
  const { id, demarche, status, actes } = autorisation;
  const isLive = status === "active";
  return (
    <section>
      <Heading level={level}>
        {demarcheTitles[demarche]} <Badge tone={autorisationWords[status].tone}>{autorisationWords[status].word}</Badge>
      </Heading>
      <ul>
        {actes.map((acte) => (
          <ActeLine key={acte.id} structure={structure} mandat={mandat} acte={acte} />
        ))}
      </ul>
      {isLive && (
        <p>
          <a href={paths.revokeAutorisation({ structure, mandatId: mandat.id, autorisationId: id })}>
            Révoquer toute la démarche «&nbsp;{demarcheTitles[demarche]}&nbsp;»
          </a>
        </p>
      )}
    </section>
  );
};

type ActeProps = Pick<Props, "structure" | "mandat"> & { readonly acte: ActeShown };

const ActeLine = ({ structure, mandat, acte }: ActeProps) => {
  const { word, tone } = acteWords(acte.etat, acte.isUsable);
  const of = { structure, mandatId: mandat.id, acteId: acte.id };
  return (
    <li>
      {acte.libelle} ({acte.service}) <Badge tone={tone}>{word}</Badge>{" "}
      {acte.grade === "sensible" && <Badge tone="warning">Acte sensible</Badge>}{" "}
      {acte.presence && <Badge>En présence de la personne</Badge>}
      {acte.isUsable && (
        <p>
          <a href={paths.declareActeDone(of)}>
            Déclarer l’acte fait<span class="fr-sr-only">&nbsp;: {acte.libelle}</span>
          </a>{" "}
          ·{" "}
          <a href={paths.revokeActe(of)}>
            Révoquer cet acte<span class="fr-sr-only">&nbsp;: {acte.libelle}</span>
          </a>
        </p>
      )}
    </li>
  );
};
