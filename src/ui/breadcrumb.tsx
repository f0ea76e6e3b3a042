import type { NavigationItem } from "./page-frame.ts";

type Props = { readonly steps: readonly NavigationItem[]; readonly current: string };

export const Breadcrumb = ({ steps, current }: Props) => (
  <nav class="fr-breadcrumb" aria-label="Vous êtes ici">
    <ol class="fr-breadcrumb__list">
      {steps.map(({ label, href }) => (
        <li key={href}>
          <a class="fr-breadcrumb__link" href={href}>
            {label}
          </a>
        </li>
      ))}
      <li aria-current="page">{current}</li>
    </ol>
  </nav>
);
