import { broker, HiddenFields, Layout } from "./layout.tsx";

type Props = {
  readonly fsTitle: string;
  readonly fullName: string;
  /** The names of the data that leave, in the order they are shown. */
  readonly transmitted: readonly string[];
  readonly csrfToken: string;
  readonly asksConsent: boolean;
  readonly alreadyConnected: boolean;
  readonly consentMissing: boolean;
};

export const ConsentPage = (props: Props) => (
  <Layout title={`Continuer sur ${props.fsTitle}`} speaker={broker}>
    <h1>Vous allez continuer sur {props.fsTitle}</h1>
    {props.alreadyConnected && <p>Vous êtes déjà connecté&nbsp;: la même identité va servir.</p>}
    <div class="carte">
      <p>
        Identité&nbsp;: <strong>{props.fullName}</strong>
      </p>
    </div>
    {props.consentMissing && (
      <div class="carte alerte" role="alert">
        <p>Cochez la case pour transmettre vos données à {props.fsTitle}.</p>
      </div>
    )}
    {props.transmitted.length === 0 ? (
      <p>Aucune donnée personnelle n’est transmise.</p>
    ) : (
      <section>
        <h2>Données transmises</h2>
        <ul>
          {props.transmitted.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </section>
    )}
    <form method="post" action="/api/v2/login">
      <HiddenFields fields={{ csrfToken: props.csrfToken }} />
      {props.asksConsent && (
        <label>
          <input type="checkbox" name="consent" value="oui" required /> J’accepte que mes données soient transmises à{" "}
          {props.fsTitle}
        </label>
      )}
      <button type="submit">Continuer sur {props.fsTitle}</button>
    </form>
  </Layout>
);
