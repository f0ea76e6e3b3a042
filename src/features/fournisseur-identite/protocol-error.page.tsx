import { ErrorPage } from "#ui/error-page.tsx";
import type { PageFrame } from "#ui/page-frame.ts";

type Props = { readonly frame: PageFrame; readonly error: string };

const kept = <p>Aucune identité n’a été transmise. Vos mandats ne changent pas.</p>;
const again = <p>Fermez cette page, retournez sur le service public et recommencez la connexion.</p>;

/** A request that cannot go back to whoever sent it: too old, lost, or from somebody we do not know. */
export const ProtocolErrorPage = ({ frame, error }: Props) => {
  const doors = [{ label: "Aller à la page d’accueil", href: frame.homeHref }];
  if (error === "server_error" || error === "temporarily_unavailable")
    return (
      <ErrorPage frame={frame} title="La connexion n’a pas pu se faire" kept={kept} next={again} doors={doors}>
        <p>La panne vient de nous, pas de vous. Elle est notée.</p>
      </ErrorPage>
    );
  if (error === "invalid_client" || error === "invalid_redirect_uri")
    return (
      <ErrorPage frame={frame} title="Ce service n’est pas reconnu" kept={kept} next={again} doors={doors}>
        <p>La demande de connexion vient d’un service que nous ne connaissons pas, ou vers une adresse inconnue.</p>
      </ErrorPage>
    );
  return (
    <ErrorPage frame={frame} title="Cette demande n’est plus valable" kept={kept} next={again} doors={doors}>
      <p>La demande de connexion est trop ancienne, déjà terminée, ou ouverte dans un autre navigateur.</p>
    </ErrorPage>
  );
};
