import { SURENDETTEMENT, surendettementWords } from "#domain/portee.ts";
import { Notice } from "#ui/notice.tsx";

export const isOverIndebtedness = ({ code }: { readonly code: string | null }): boolean => code === SURENDETTEMENT;

/** Chapter 03 §18.5: the professional types, the debtor signs. */
export const OverIndebtedness = () => (
  <Notice>
    <p>{surendettementWords}</p>
  </Notice>
);
