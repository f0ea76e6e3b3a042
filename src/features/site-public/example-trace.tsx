const lines = [
  ["Quand", "24 novembre 2026, 14 h 12"],
  ["Acte", "n° 0031"],
  ["Mandat", "n° 7KQ4"],
  ["Structure", "n° 0192"],
  ["Aidant", "n° 5F1C"],
] as const;

/** One line of the journal, as one could tell it: numbers only. */
export const ExampleTrace = () => (
  <figure class="ac-example">
    <div class="ac-example__paper">
      <p class="ac-example__head">Identité transmise</p>
      <dl class="ac-example__facts">
        {lines.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <bdi>{value.replaceAll(" h ", "\u00a0h\u00a0").replace("n° ", "n°\u00a0")}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </div>
    <figcaption>Exemple d’une ligne du journal.</figcaption>
  </figure>
);
