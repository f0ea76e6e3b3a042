import { demarcheTitles } from "#domain/demarche.ts";
import { type ActeVoulu, byDemarche, holdsSurendettement, surendettementWords } from "#domain/portee.ts";
import { Badge } from "#ui/badge.tsx";
import { Notice } from "#ui/notice.tsx";

/** Words that a sensible acte, or one that asks for the person's presence, always carries. */
export const ActeMarks = ({ grade, presence }: Pick<ActeVoulu, "grade" | "presence">) => (
  <>
    {grade === "sensible" && <Badge tone="warning">Acte sensible</Badge>}{" "}
    {presence && <Badge>En présence de la personne</Badge>}
  </>
);

/** Actes demarche by demarche, under headings of level 3. */
export const ActeList = ({ actes }: { readonly actes: readonly ActeVoulu[] }) => (
  <>
    {byDemarche(actes).map((group) => (
      <section key={group.demarche}>
        <h3>{demarcheTitles[group.demarche]}</h3>
        <ul>
          {group.actes.map((acte) => (
            <li key={`${acte.service} ${acte.libelle}`}>
              {acte.libelle} ({acte.service}) <ActeMarks grade={acte.grade} presence={acte.presence} />
            </li>
          ))}
        </ul>
      </section>
    ))}
    {holdsSurendettement(actes) && <Notice>{surendettementWords}</Notice>}
  </>
);
