import { LinkButton } from "#ui/button.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

/** FranceConnect's session is closed, and nothing here waits for it. */
export const SignedOutPage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout frame={frame} title="La session FranceConnect est fermée">
    <h1>La session FranceConnect est fermée</h1>
    <p class="ac-lead">La personne n’est plus connectée à FranceConnect dans ce navigateur.</p>
    <p>Aucun mandat n’attend la suite de cette déconnexion ici.</p>
    <LinkButton href={frame.homeHref}>Aller à la page d’accueil</LinkButton>
  </Layout>
);
