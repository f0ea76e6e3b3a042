import type { NavigationItem } from "./page-frame.ts";

/** Sister pages under one heading: plain links, the current one said so. */
export const Tabs = ({ label, items }: { readonly label: string; readonly items: readonly NavigationItem[] }) => (
  <nav class="fr-tabs" aria-label={label}>
    <ul class="fr-tabs__list">
      {items.map((item) => (
        <li key={item.href}>
          <a class="fr-tabs__tab" href={item.href} aria-current={item.current ? "page" : undefined}>
            {item.label}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
