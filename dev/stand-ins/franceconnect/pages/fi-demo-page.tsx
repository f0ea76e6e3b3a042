import type { Citizen } from "../citizens.ts";
import { HiddenFields, Layout } from "./layout.tsx";

type Props = {
  readonly title: string;
  readonly citizens: readonly Citizen[];
  readonly fields: Readonly<Record<string, string>>;
  readonly cancelUrl: string;
};

/** The name a person is called by: her first given name. */
const calledName = ({ identity }: Citizen) => `${identity.given_name.split(" ")[0]} ${identity.family_name}`;

export const FiDemoPage = ({ title, citizens, fields, cancelUrl }: Props) => (
  <Layout title="Choisir une personne" speaker={title}>
    <h1>Qui êtes-vous&nbsp;?</h1>
    <p>Ces personnes sont inventées. Aucun mot de passe ne vous est demandé.</p>
    <form method="post" action="/fi-demo/login">
      <HiddenFields fields={fields} />
      <ul class="choix">
        {citizens.map((citizen) => (
          <li key={citizen.identity.sub}>
            <button class="secondaire" type="submit" name="citizen" value={citizen.identity.sub}>
              Se connecter en tant que {calledName(citizen)}
            </button>
            <p class="aide">{citizen.point}</p>
          </li>
        ))}
      </ul>
    </form>
    <p>
      <a href={cancelUrl}>Retourner sur FranceConnect</a>
    </p>
  </Layout>
);
