import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

type Props = { readonly id: string; readonly children: ComponentChildren };

export const FieldHint = ({ id, children }: Props) =>
  children ? (
    <p class="fr-hint-text" id={`${id}-aide`}>
      {children}
    </p>
  ) : null;

export const FieldError = ({ id, children }: Props) =>
  children ? (
    <p class="fr-error-text" id={`${id}-erreur`}>
      <Icon name="error" size={20} />
      <span>
        <span class="fr-sr-only">Erreur&nbsp;: </span>
        {children}
      </span>
    </p>
  ) : null;
