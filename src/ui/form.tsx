import type { ComponentChildren } from "preact";
import { HiddenFields } from "./hidden-fields.tsx";

type Props = {
  readonly action: string;
  readonly csrfToken: string;
  readonly idempotencyKey?: string | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
  readonly children: ComponentChildren;
};

/** A change. The browser's own checks are off: the server answers in French, beside each field, with values kept. */
export const Form = ({ action, children, ...hidden }: Props) => (
  <form method="post" action={action} novalidate>
    <HiddenFields {...hidden} />
    {children}
  </form>
);
