import type { ComponentChildren } from "preact";

export type TimelineEvent = {
  readonly key: string;
  readonly title: ComponentChildren;
  /** ISO 8601, for machines. */
  readonly at: string;
  /** The same instant, as people write it. */
  readonly atLabel: string;
  readonly detail?: ComponentChildren;
};

/** What happened, newest first. */
export const Timeline = ({ events }: { readonly events: readonly TimelineEvent[] }) => (
  <ol class="ac-timeline">
    {events.map(({ key, title, at, atLabel, detail }) => (
      <li key={key} class="ac-timeline__event">
        <time class="ac-timeline__at" datetime={at}>
          {atLabel}
        </time>
        <p class="ac-timeline__title">{title}</p>
        {detail && <div class="ac-timeline__detail">{detail}</div>}
      </li>
    ))}
  </ol>
);
