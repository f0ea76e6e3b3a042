import type { ComponentChildren } from "preact";

export type SummaryItem = {
  readonly term: string;
  readonly value: ComponentChildren;
  readonly action?:
    | { readonly href: string /** « Modifier la durée »: unique on the page. */; readonly label: string }
    | undefined;
};

/** What was answered or what is known, line by line. */
export const SummaryList = ({ items }: { readonly items: readonly SummaryItem[] }) => (
  <dl class="ac-summary">
    {items.map(({ term, value, action }) => (
      <div key={term} class="ac-summary__row">
        <dt>{term}</dt>
        <dd class="ac-summary__value">{value}</dd>
        {action && (
          <dd class="ac-summary__action">
            <a href={action.href}>{action.label}</a>
          </dd>
        )}
      </div>
    ))}
  </dl>
);
