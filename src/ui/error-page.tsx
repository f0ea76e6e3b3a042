import type { ComponentChildren } from "preact";
import { CopyableCode } from "./copyable-code.tsx";
import { Layout } from "./layout.tsx";
import type { NavigationItem, PageFrame } from "./page-frame.ts";

type Props = {
  readonly frame: PageFrame;
  readonly title: string;
  /** What happened. */
  readonly children: ComponentChildren;
  /** What is not lost. */
  readonly kept?: ComponentChildren;
  /** What to do now: there is always a door. */
  readonly next: ComponentChildren;
  readonly doors: readonly NavigationItem[];
  /** Only for faults: lets the operator find what happened, and says nothing else. */
  readonly reference?: string | undefined;
};

export const ErrorPage = ({ frame, title, children, kept, next, doors, reference }: Props) => (
  <Layout frame={frame} title={title}>
    <h1>{title}</h1>
    <div class="ac-lead">{children}</div>
    {kept && (
      <>
        <h2>Ce qui est conservé</h2>
        <div>{kept}</div>
      </>
    )}
    <h2>Ce que vous pouvez faire</h2>
    <div>{next}</div>
    <ul>
      {doors.map(({ label, href }) => (
        <li key={href}>
          <a href={href}>{label}</a>
        </li>
      ))}
    </ul>
    {reference && (
      <p class="ac-muted">
        Référence à indiquer si vous nous écrivez&nbsp;: <CopyableCode value={reference} />
      </p>
    )}
  </Layout>
);

type FrameOnly = { readonly frame: PageFrame };
type Fault = FrameOnly & { readonly reference: string };

const homeDoor = (frame: PageFrame): NavigationItem => ({ label: "Aller à la page d’accueil", href: frame.homeHref });

/** 403: this place is not for this person. */
export const ForbiddenPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Cette page ne vous est pas ouverte"
    next={<p>Si vous pensez devoir y accéder, demandez à la personne qui gère les accès.</p>}
    doors={[homeDoor(frame)]}
  >
    <p>Vous n’avez pas accès à cette page. Rien n’a été modifié.</p>
  </ErrorPage>
);

/** 403: a form that our page did not send, or that outlived its sign-in. */
export const ForgedFormPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Formulaire refusé"
    kept={<p>Ce qui était déjà enregistré l’est toujours.</p>}
    next={<p>Revenez à la page précédente, rechargez-la, puis recommencez.</p>}
    doors={[homeDoor(frame)]}
  >
    <p>Ce formulaire ne vient pas d’une page ouverte par vous, ou cette page a expiré. Rien n’a été modifié.</p>
  </ErrorPage>
);

/** 404: the same words whether the thing never was or belongs to another. */
export const NotFoundPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Page introuvable"
    next={<p>Vérifiez l’adresse, ou repartez de l’accueil.</p>}
    doors={[homeDoor(frame)]}
  >
    <p>Cette page n’existe pas, ou elle n’est pas à vous. Rien n’a été modifié.</p>
  </ErrorPage>
);

/** Other 4xx: what was sent could not be read. */
export const UnreadableRequestPage = ({ frame }: FrameOnly) => (
  <ErrorPage
    frame={frame}
    title="Votre demande n’a pas pu être lue"
    kept={<p>Ce qui était déjà enregistré l’est toujours.</p>}
    next={<p>Revenez à la page précédente et recommencez, avec une réponse plus courte si elle était longue.</p>}
    doors={[homeDoor(frame)]}
  >
    <p>Ce que votre navigateur a envoyé est incomplet, trop long ou mal formé. Rien n’a été modifié.</p>
  </ErrorPage>
);

/** 500: a fault of ours. */
export const FaultPage = ({ frame, reference }: Fault) => (
  <ErrorPage
    frame={frame}
    title="Le service a rencontré une panne"
    kept={<p>Ce qui était déjà enregistré l’est toujours. Rien n’a été fait à moitié.</p>}
    next={<p>Revenez à la page précédente et recommencez. Si la panne dure, écrivez-nous avec la référence.</p>}
    doors={[homeDoor(frame)]}
    reference={reference}
  >
    <p>La panne vient de nous, pas de vous. Elle est notée.</p>
  </ErrorPage>
);

/** 503: a part that we need does not answer. */
export const UnavailablePage = ({ frame, reference }: Fault) => (
  <ErrorPage
    frame={frame}
    title="Le service est momentanément indisponible"
    kept={<p>Ce qui était déjà enregistré l’est toujours. Vos brouillons vous attendent.</p>}
    next={<p>Réessayez dans quelques minutes. Si cela dure, écrivez-nous avec la référence.</p>}
    doors={[homeDoor(frame)]}
    reference={reference}
  >
    <p>Une partie du service ne répond pas.</p>
  </ErrorPage>
);
