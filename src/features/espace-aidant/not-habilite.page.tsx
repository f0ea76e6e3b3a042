import { paths } from "#paths.ts";
import type { ActingAidant } from "#platform/visitor.ts";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Conditions } from "./conditions.tsx";

type Props = { readonly frame: PageFrame; readonly acting: ActingAidant };

/** 403 of every page that acts for an usager: what is missing, the next step and who takes it. */
export const NotHabilitePage = ({ frame, acting: { missing, structure } }: Props) => (
  <Layout frame={frame} title="Vous ne pouvez pas encore agir" width="wide">
    <h1>Vous ne pouvez pas encore agir pour un usager</h1>
    <p class="ac-lead">Rien n’a été modifié. Voici ce qui manque, et qui peut le faire.</p>
    <Conditions missing={missing} />
    <p>
      <a href={paths.aidantHome({ structure })}>Revenir à l’accueil de l’espace aidant</a>
    </p>
  </Layout>
);
