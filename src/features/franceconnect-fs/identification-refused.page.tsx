import type { IdentificationCause } from "#store/identification-store.ts";
import { Accordion } from "#ui/accordion.tsx";
import { ErrorPage } from "#ui/error-page.tsx";
import type { NavigationItem, PageFrame } from "#ui/page-frame.ts";
import { FranceConnectCodes, refusalWords } from "./refusal-words.tsx";

type Props = {
  readonly frame: PageFrame;
  readonly cause: IdentificationCause;
  /** The journey to go back to, when one is known. */
  readonly conclusionHref: string | null;
  /** Present while FranceConnect may still hold the person's session. */
  readonly signOutHref: string | null;
};

const explainsCodes: readonly IdentificationCause[] = ["access-denied", "server-error", "temporarily-unavailable"];

/** An identification that was not taken: nothing of it is stored, the draft waits. */
export const IdentificationRefusedPage = ({ frame, cause, conclusionHref, signOutHref }: Props) => {
  const { title, happened, next } = refusalWords[cause];
  return (
    <ErrorPage
      frame={frame}
      title={title}
      kept={conclusionHref && <p>Le mandat en préparation est conservé. Aucune identité n’a été enregistrée.</p>}
      next={
        <>
          <p>{next}</p>
          {explainsCodes.includes(cause) && (
            <Accordion title="FranceConnect a affiché un code&nbsp;?">
              <FranceConnectCodes />
            </Accordion>
          )}
        </>
      }
      doors={doorsOf(frame, conclusionHref, signOutHref)}
    >
      <p>{happened}</p>
    </ErrorPage>
  );
};

const doorsOf = (
  frame: PageFrame,
  conclusionHref: string | null,
  signOutHref: string | null,
): readonly NavigationItem[] => [
  ...(signOutHref ? [{ label: "Fermer la session FranceConnect de la personne", href: signOutHref }] : []),
  ...(conclusionHref ? [{ label: "Reprendre le mandat en préparation", href: conclusionHref }] : []),
  { label: "Aller à la page d’accueil", href: frame.homeHref },
];
