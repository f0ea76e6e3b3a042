import type { ComponentChildren } from "preact";

/** A list with nothing in it says so, and offers a door. */
export const EmptyState = ({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) => (
  <div class="ac-empty">
    <p class="ac-empty__title">{title}</p>
    {children}
  </div>
);
