import { Icon } from "#ui/icon.tsx";
import { Mark } from "#ui/mark.tsx";

const actes = ["Demander l’aide au logement", "Suivre ma demande d’aide au logement"];

/** What a mandat says, at a glance. The persons are fictive, and the figure says so. */
export const ExampleMandat = () => (
  <figure class="ac-example">
    <div class="ac-example__paper">
      <p class="ac-example__head">
        <Mark size={24} />
        Mandat
      </p>
      <p>
        Moi, <strong>Angela Dubois</strong>, je charge l’<strong>Espace des Tilleuls</strong> de faire à ma place&nbsp;:
      </p>
      <ul>
        {actes.map((acte) => (
          <li key={acte}>
            <Icon name="success" size={20} />
            {acte}
          </li>
        ))}
      </ul>
      <p>
        Jusqu’au <strong>25&nbsp;décembre&nbsp;2026</strong>, minuit.
      </p>
      <p class="ac-example__rest">Tout le reste lui est fermé.</p>
    </div>
    <figcaption>Exemple. Personne et structure fictives.</figcaption>
  </figure>
);
