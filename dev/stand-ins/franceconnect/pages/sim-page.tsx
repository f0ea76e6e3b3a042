import { errorCodes } from "../error-codes.ts";
import type { SimulatorState } from "../state.ts";
import { broker, Layout } from "./layout.tsx";

export const SimPage = ({ state }: { readonly state: SimulatorState }) => (
  <Layout title="Simulateur" speaker={broker}>
    <h1>Simulateur de FranceConnect</h1>
    <p>Il remplace FranceConnect, son fournisseur d’identité de démonstration et quelques services publics.</p>
    <ul>
      <li>
        <a href="/services">Services publics fictifs</a>
      </li>
      <li>
        <a href="/api/v2/.well-known/openid-configuration">Découverte OpenID Connect</a>
      </li>
      <li>
        <a href="/sim/events">Événements</a>, <a href="/sim/mails">courriels</a>,{" "}
        <a href="/sim/records">fiches des services et des fournisseurs d’identité</a>
      </li>
    </ul>
    <h2>Pannes en cours</h2>
    {state.faults.list().length === 0 ? (
      <p>Aucune.</p>
    ) : (
      <ul>
        {state.faults.list().map(({ name, value, mode }) => (
          <li key={name}>
            {name} {value && `= ${value}`} ({mode === "once" ? "une fois" : "jusqu’à nouvel ordre"})
          </li>
        ))}
      </ul>
    )}
    <h2>Personnes de démonstration</h2>
    <ul>
      {state.citizens.map(({ identity, point }) => (
        <li key={identity.sub}>
          {identity.given_name} {identity.family_name}&nbsp;: {point}
        </li>
      ))}
    </ul>
    <h2>Codes d’erreur</h2>
    <dl class="identite">
      {Object.entries(errorCodes).map(([code, { message }]) => (
        <>
          <dt id={code}>{code}</dt>
          <dd>{message}</dd>
        </>
      ))}
    </dl>
  </Layout>
);
