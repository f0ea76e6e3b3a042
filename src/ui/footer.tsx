import { Mark } from "./mark.tsx";
import type { NavigationItem } from "./page-frame.ts";

export const Footer = ({ links }: { readonly links: readonly NavigationItem[] }) => (
  <footer class="fr-footer" id="pied-de-page">
    <div class="fr-container fr-footer__body">
      <p class="fr-footer__brand">
        <Mark size={32} />
        <span>
          <strong>Aidants Connect</strong>
          <br />
          Faire une démarche pour une personne, avec son accord et sans son mot de passe.
        </span>
      </p>
      {links.length > 0 && (
        <ul class="fr-footer__bottom-list">
          {links.map(({ label, href, current }) => (
            <li key={href} class="fr-footer__bottom-item">
              <a class="fr-footer__bottom-link" href={href} aria-current={current ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  </footer>
);
