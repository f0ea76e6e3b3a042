import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { ReturnButton } from "./return-button.tsx";

type Props = { readonly frame: PageFrame; readonly csrfToken: string; readonly uid: string };

/** Where a link leads that offers the way back before sign-in; the button alone ends the request. */
export const ReturnPage = ({ frame, csrfToken, uid }: Props) => (
  <Layout frame={frame} title="Retourner sur FranceConnect">
    <h1>Retourner sur FranceConnect</h1>
    <p class="ac-lead">Aucune identité n’a été transmise. Vous choisirez un autre moyen de connexion.</p>
    <ReturnButton uid={uid} csrfToken={csrfToken} />
  </Layout>
);
