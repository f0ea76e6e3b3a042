import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

/** Read by FranceConnect's support and by its probes. */
export const StatusPage = ({ frame, isUp }: { readonly frame: PageFrame; readonly isUp: boolean }) => (
  <Layout frame={frame} title="État du service">
    <h1>État du service</h1>
    <p class="ac-lead">
      {isUp
        ? "Aidants Connect fonctionne normalement."
        : "Aidants Connect ne peut pas servir de connexion pour le moment."}
    </p>
  </Layout>
);
