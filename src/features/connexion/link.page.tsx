import { paths } from "#paths.ts";
import { Button } from "#ui/button.tsx";
import { ErrorPage } from "#ui/error-page.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

type FrameOnly = { readonly frame: PageFrame };
const signInDoor = { label: "Demander un nouveau lien", href: paths.signIn({}) };

/** What a link opens: a GET changes nothing, since mail scanners open links too. */
export const LinkPage = ({
  frame,
  csrfToken,
  jeton,
}: FrameOnly & { readonly csrfToken: string; readonly jeton: string }) => (
  <Layout frame={frame} title="Continuer la connexion">
    <h1>Continuer la connexion</h1>
    <p class="ac-lead">Votre adresse est vérifiée. À l’étape suivante, vous tapez le code de votre application.</p>
    <Form action={paths.signInLink({ jeton })} csrfToken={csrfToken}>
      <Button>Continuer</Button>
    </Form>
  </Layout>
);

/** 410, the same whether the link was used, replaced, too old or never was. */
export const LinkUnusablePage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Ce lien ne sert plus"
    next={<p>Demandez un nouveau lien. Il arrive à la même adresse en moins d’une minute.</p>}
    doors={[signInDoor]}
  >
    <p>Un lien de connexion sert une seule fois, pendant 15&nbsp;minutes, et le dernier demandé remplace les autres.</p>
  </ErrorPage>
);

/** 403: the link stays usable where it was asked. */
export const LinkOtherBrowserPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Ce lien s’ouvre dans le navigateur où vous l’avez demandé"
    kept={<p>Le lien sert encore, dans l’autre navigateur.</p>}
    next={
      <p>
        Ouvrez le lien dans le navigateur où vous avez tapé votre adresse, ou tapez-y le code du message. Vous pouvez
        aussi recommencer ici.
      </p>
    }
    doors={[{ label: "Recommencer la connexion ici", href: paths.signIn({}) }]}
  >
    <p>Pour votre sécurité, un lien de connexion ne s’ouvre pas ailleurs.</p>
  </ErrorPage>
);

/** Somebody else is signed in here: he leaves first. */
export const LinkOtherComptePage = ({
  frame,
  csrfToken,
  name,
}: FrameOnly & { readonly csrfToken: string; readonly name: string }) => (
  <Layout frame={frame} title="Une autre personne est connectée ici">
    <h1>Une autre personne est connectée ici</h1>
    <p class="ac-lead">
      {name} est connecté dans ce navigateur. Déconnectez d’abord cette personne, puis ouvrez de nouveau le lien du
      message.
    </p>
    <Form action={paths.signOut({})} csrfToken={csrfToken}>
      <Button>Se déconnecter du compte de {name}</Button>
    </Form>
  </Layout>
);
