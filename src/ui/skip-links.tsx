import type { NavigationItem } from "./page-frame.ts";

export const SkipLinks = ({ links }: { readonly links: readonly NavigationItem[] }) => (
  <nav class="fr-skiplinks" aria-label="Accès rapide">
    <ul class="fr-skiplinks__list">
      {links.map(({ label, href }) => (
        <li key={href}>
          <a class="fr-link" href={href}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
