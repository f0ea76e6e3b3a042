import { type ConditionToAct, conditionsToAct } from "#domain/may-act.ts";
import { Badge } from "#ui/badge.tsx";
import { Table } from "#ui/table.tsx";

type Condition = {
  readonly label: string;
  /** What to do when it is missing, and who does it. */
  readonly next: string;
  readonly who: string;
};

/** Words of the conditions of chapter 06 §10: a condition without words does not compile. */
const conditions: Record<ConditionToAct, Condition> = {
  compteActif: {
    label: "Votre compte est actif",
    next: "Demander la réactivation du compte",
    who: "Votre référent",
  },
  appartenanceAidant: {
    label: "Vous êtes aidant de cette structure",
    next: "Demander votre ajout comme aidant",
    who: "Votre référent",
  },
  structureActive: {
    label: "La structure est habilitée",
    next: "Faire rétablir l’habilitation de la structure",
    who: "Votre référent, auprès de l’équipe d’Aidants Connect",
  },
  formationSuivie: {
    label: "Vous avez suivi la formation",
    next: "Vous inscrire à une session, ou faire enregistrer votre présence",
    who: "Vous, puis l’organisme de formation",
  },
  pixReussi: {
    label: "Vous avez réussi le test Pix",
    next: "Passer le test Pix, ou faire enregistrer votre résultat",
    who: "Vous",
  },
  cguAcceptees: {
    label: "Vous avez accepté les conditions générales",
    next: "Lire et accepter les conditions générales",
    who: "Vous",
  },
  facteurConfirme: {
    label: "Vous avez un moyen de connexion confirmé",
    next: "Demander une nouvelle invitation, puis enregistrer une application",
    who: "Votre référent, puis vous",
  },
};

export const labelOf = (condition: ConditionToAct): string => conditions[condition].label;

/** All that is needed to act for an usager, done or missing, and the next step of what is missing. */
export const ConditionsTable = ({ missing }: { readonly missing: readonly ConditionToAct[] }) => (
  <Table
    caption="Ce qu’il faut pour agir"
    rows={conditionsToAct}
    rowKey={(condition) => condition}
    columns={[
      { header: "Condition", isRowHeader: true, cell: labelOf },
      {
        header: "État",
        cell: (condition) =>
          missing.includes(condition) ? <Badge tone="warning">À faire</Badge> : <Badge tone="success">Fait</Badge>,
      },
      {
        header: "Prochaine étape",
        cell: (condition) => (missing.includes(condition) ? conditions[condition].next : "—"),
      },
      { header: "Qui la fait", cell: (condition) => (missing.includes(condition) ? conditions[condition].who : "—") },
    ]}
  />
);
