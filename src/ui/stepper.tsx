type Props = {
  readonly steps: readonly string[];
  /** From 1. */
  readonly current: number;
};

/** Where the person stands in a journey, and what comes next. */
export const Stepper = ({ steps, current }: Props) => {
  const next = steps[current];
  return (
    <div class="fr-stepper">
      <p class="fr-stepper__title">
        <span class="fr-stepper__state">
          Étape {current} sur {steps.length}
        </span>
        <span class="fr-sr-only">&nbsp;: </span>
        <span class="ac-stepper__name">{steps[current - 1]}</span>
      </p>
      <div class="fr-stepper__steps" data-fr-current-step={current} data-fr-steps={steps.length} aria-hidden="true">
        {steps.map((step, rank) => (
          <span key={step} class={rank < current ? "ac-stepper__part ac-stepper__part--reached" : "ac-stepper__part"} />
        ))}
      </div>
      {next && (
        <p class="fr-stepper__details">
          <strong>Ensuite&nbsp;:</strong> {next}
        </p>
      )}
    </div>
  );
};
