import type { ComponentChildren } from "preact";
import type { ConclusionUnderWay } from "#domain/conclusion.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Stepper } from "#ui/stepper.tsx";
import { fieldOfRefusal, refusalWords, type ShownRefusal } from "./journey-words.ts";

/** What every page of the journey receives. */
export type JourneyProps = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  /** Public reference of the structure. */
  readonly structure: string;
  readonly conclusion: ConclusionUnderWay;
  readonly refusal?: ShownRefusal | undefined;
};

const steps = ["Information", "Actes", "Durée", "Identité et accord", "Conclusion"];

type Props = JourneyProps & {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly children: ComponentChildren;
};

/** Why the form came back: leading to the field to correct when there is one. */
const Refused = ({ refusal }: Pick<Props, "refusal">) => {
  if (!refusal) return null;
  const field = fieldOfRefusal[refusal];
  if (field) return <ErrorSummary issues={[{ field, message: refusalWords[refusal] }]} />;
  return (
    <Alert severity="error">
      <p>{refusalWords[refusal]}</p>
    </Alert>
  );
};

/** A page of the journey held by the aidant. */
export const JourneyPage = ({ frame, structure, conclusion, refusal, title, step, children }: Props) => (
  <Layout
    frame={frame}
    title={title}
    context={`Nouveau mandat – ${frame.context?.name ?? ""}`}
    hasErrors={refusal !== undefined}
    breadcrumb={[{ label: "Mandats", href: paths.mandats({ structure }) }]}
  >
    <Stepper steps={steps} current={step} />
    <Refused refusal={refusal} />
    {children}
    <p class="ac-no-print">
      <a href={paths.abandonConclusion({ structure, conclusionId: conclusion.id })}>Abandonner ce mandat</a>
    </p>
  </Layout>
);

/** A page of the journey held by the usager: larger, shorter, without the aidant's menu. */
export const UsagerPage = ({
  frame,
  title,
  refusal,
  children,
}: Pick<Props, "frame" | "title" | "refusal" | "children">) => (
  <Layout frame={frame} title={title} variant="usager" hasErrors={refusal !== undefined}>
    <h1>{title}</h1>
    <Refused refusal={refusal} />
    {children}
  </Layout>
);

type FormProps = {
  readonly action: string;
  readonly csrfToken: string;
  readonly conclusion: ConclusionUnderWay;
  readonly values?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
};

/** A form of the journey: it says on which version it was filled. */
export const JourneyForm = ({ conclusion, values, ...form }: FormProps) => (
  <Form {...form} values={{ version: String(conclusion.version), ...values }} />
);
