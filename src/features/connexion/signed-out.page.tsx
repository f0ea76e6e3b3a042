import { paths } from "#paths.ts";
import { LinkButton } from "#ui/button.tsx";
import { Callout } from "#ui/callout.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

/** The end of a session, and what it does not end. */
export const SignedOutPage = ({ frame }: { readonly frame: PageFrame }) => (
  <Layout frame={frame} title="Vous êtes déconnecté">
    <h1>Vous êtes déconnecté</h1>
    <p class="ac-lead">Votre session d’Aidants Connect est fermée dans ce navigateur.</p>
    <Callout title="Un service public est encore ouvert&nbsp;?">
      <p>
        Si vous avez ouvert un service public pour un usager, déconnectez-vous aussi de ce service, puis fermez son
        onglet. Aidants Connect ne peut pas le faire à votre place.
      </p>
    </Callout>
    <LinkButton href={paths.signIn({})} variant="secondary">
      Se connecter de nouveau
    </LinkButton>
  </Layout>
);
