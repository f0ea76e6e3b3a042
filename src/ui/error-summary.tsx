import { fieldId } from "./field-id.ts";
import { Icon } from "./icon.tsx";

export type FieldIssue = { readonly field: string; readonly message: string };

type Props = {
  /** In the order of the fields on the page; nothing is shown when empty. */
  readonly issues: readonly FieldIssue[];
  readonly title?: string | undefined;
};

/** Takes the focus when the page opens, and leads to each field. Values typed are kept by the page. */
export const ErrorSummary = ({ issues, title }: Props) =>
  issues.length === 0 ? null : (
    <div class="ac-error-summary" tabindex={-1} autofocus role="alert" aria-labelledby="erreurs-titre">
      <p class="ac-error-summary__title" id="erreurs-titre">
        <Icon name="error" />
        {title ?? (issues.length === 1 ? "Une réponse est à corriger" : `${issues.length} réponses sont à corriger`)}
      </p>
      <ul>
        {issues.map(({ field, message }) => (
          <li key={field}>
            <a href={`#${fieldId(field)}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
