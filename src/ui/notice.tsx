import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

/** One calm sentence that belongs to the page, not an answer. */
export const Notice = ({ children }: { readonly children: ComponentChildren }) => (
  <div class="fr-notice">
    <Icon name="info" />
    <div class="fr-notice__body">{children}</div>
  </div>
);
