import { Notice } from "#ui/notice.tsx";

const SURENDETTEMENT = "argent.surendettement";

export const isOverIndebtedness = ({ code }: { readonly code: string | null }): boolean => code === SURENDETTEMENT;

/** Chapter 03 §18.5: the professional types, the debtor signs (R. 721-2, R. 761-1 Code de la consommation). */
export const OverIndebtedness = () => (
  <Notice>
    <p>
      Dossier de surendettement&nbsp;: vous saisissez seulement le dossier. La personne signe elle-même la déclaration,
      comme le prévoient les articles R.&nbsp;721-2 et R.&nbsp;761-1 du Code de la consommation.
    </p>
  </Notice>
);
