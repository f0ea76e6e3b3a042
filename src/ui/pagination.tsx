import { Icon } from "./icon.tsx";

type Props = {
  /** What is paged: « Pages de la liste des mandats ». */
  readonly label: string;
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
};

/** Keyset pagination: a list has a page before and a page after, never a number. */
export const Pagination = ({ label, previousHref, nextHref }: Props) =>
  previousHref || nextHref ? (
    <nav class="fr-pagination" aria-label={label}>
      <ul class="fr-pagination__list">
        <li>
          {previousHref && (
            <a class="fr-pagination__link" href={previousHref} rel="prev">
              <Icon name="back" size={20} />
              Page précédente
            </a>
          )}
        </li>
        <li>
          {nextHref && (
            <a class="fr-pagination__link" href={nextHref} rel="next">
              Page suivante
              <Icon name="arrow" size={20} />
            </a>
          )}
        </li>
      </ul>
    </nav>
  ) : null;
