import { demarcheTitles } from "#domain/demarche.ts";
import { fullName } from "#domain/identite-words.ts";
import type { EndedObject } from "#domain/mandat.ts";
import { paths } from "#paths.ts";
import { Alert } from "#ui/alert.tsx";
import { Button, ButtonGroup, LinkButton } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Layout } from "#ui/layout.tsx";
import type { PageFrame } from "#ui/page-frame.ts";
import { Select } from "#ui/select.tsx";
import type { MandatShown, UsagerShown } from "./mandats-of-usager.query.ts";
import { type Reason, reasons } from "./revoke.ts";

/** What a page of confirmation is about to end. */
export type Asked = EndedObject | { readonly kind: "acte-fait"; readonly acteId: string };
export type ShownRefusal = "already-ended" | "reason-missing";

type Props = {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly structure: string;
  readonly action: string;
  readonly usager: Pick<UsagerShown, "identite">;
  readonly mandat: MandatShown;
  readonly object: Asked;
  readonly isOver: boolean;
  readonly refusal: ShownRefusal | null;
};

const refusalWords: Readonly<Record<ShownRefusal, string>> = {
  "already-ended": "C’est déjà arrêté\u00a0: il n’y a plus rien à révoquer.",
  "reason-missing": "Choisissez une raison.",
};

const reasonWords: Readonly<Record<Reason, string>> = {
  "demande-orale": "La personne le demande",
  "demarche-terminee": "La démarche est terminée",
  erreur: "C’était une erreur",
  conflit: "Un désaccord avec la personne",
  "doute-consentement": "Un doute sur son accord",
  depart: "La personne est partie",
  autre: "Une autre raison",
};

type Words = {
  readonly title: string;
  readonly what: string;
  readonly button: string;
  /** Tells this page from the others of the same mandat, in its title. */
  readonly subject?: string | undefined;
};

const wordsOf = ({ mandat, object, usager }: Props): Words => {
  const name = fullName(usager.identite);
  if (object.kind === "mandat")
    return { title: "Révoquer le mandat", what: `tout le mandat donné par ${name}`, button: "Révoquer tout le mandat" };
  if (object.kind === "autorisation") {
    const demarche = mandat.autorisations.find(({ id }) => id === object.autorisationId)?.demarche;
    const title = demarche ? demarcheTitles[demarche] : "";
    return {
      title: "Révoquer une démarche",
      subject: title,
      what: `la démarche «\u00a0${title}\u00a0» de ${name}`,
      button: "Révoquer cette démarche",
    };
  }
  const acte = mandat.autorisations.flatMap(({ actes }) => actes).find(({ id }) => id === object.acteId);
  const what = `l’acte «\u00a0${acte?.libelle ?? ""}\u00a0» de ${name}`;
  return object.kind === "acte"
    ? { title: "Révoquer un acte", subject: acte?.libelle, what, button: "Révoquer cet acte" }
    : { title: "Déclarer un acte fait", subject: acte?.libelle, what, button: "Déclarer cet acte fait" };
};

/** Asked before an end that cannot be undone; never behind a new proof (chapter 03 §15). */
export const RevokePage = (props: Props) => {
  const { frame, csrfToken, structure, action, mandat, object, isOver, refusal } = props;
  const { title, subject, what, button } = wordsOf(props);
  const isDone = object.kind === "acte-fait";
  const isStopped = isOver || refusal === "already-ended";
  return (
    <Layout
      frame={frame}
      title={[title, subject, `mandat n°\u00a0${mandat.numero}`].filter(Boolean).join(" – ")}
      hasErrors={refusal !== null}
    >
      <h1>{title}</h1>
      {isStopped ? (
        <Alert severity={refusal ? "error" : "info"}>
          <p>{refusalWords["already-ended"]}</p>
        </Alert>
      ) : (
        <>
          <p class="ac-lead">
            {isDone ? "Vous déclarez fait" : "Vous arrêtez"} {what}.
          </p>
          <p>L’effet est immédiat, et ne s’annule pas. Pour continuer ensuite, la personne donne un nouveau mandat.</p>
        </>
      )}
      {!isStopped && (
        <Form action={action} csrfToken={csrfToken}>
          {!isDone && (
            <Select
              name="raison"
              label="Raison"
              hint="La personne, elle, n’a aucune raison à donner."
              placeholder="Choisir une raison"
              error={refusal === "reason-missing" ? refusalWords[refusal] : undefined}
              options={reasons.map((reason) => ({ value: reason, label: reasonWords[reason] }))}
            />
          )}
          <ButtonGroup>
            <Button variant={isDone ? "primary" : "danger"}>{button}</Button>
            <LinkButton href={paths.mandat({ structure, mandatId: mandat.id })} variant="secondary">
              Revenir au mandat
            </LinkButton>
          </ButtonGroup>
        </Form>
      )}
      {isStopped && (
        <p>
          <a href={paths.mandat({ structure, mandatId: mandat.id })}>Revenir au mandat</a>
        </p>
      )}
    </Layout>
  );
};
