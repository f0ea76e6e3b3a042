import { type ConditionToAct, conditionsToAct } from "#domain/may-act.ts";
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
    label: "Compte actif",
    next: "Demander la réactivation du compte",
    who: "Votre référent",
  },
  appartenanceAidant: {
    label: "Rôle d’aidant dans cette structure",
    next: "Demander votre ajout comme aidant",
    who: "Votre référent",
  },
  structureActive: {
    label: "Structure habilitée",
    next: "Faire rétablir l’habilitation de la structure",
    who: "Votre référent, auprès de l’équipe d’Aidants Connect",
  },
  formationSuivie: {
    label: "Formation suivie",
    next: "Vous inscrire à une session, ou faire enregistrer votre présence",
    who: "Vous, puis l’organisme de formation",
  },
  pixReussi: {
    label: "Test Pix réussi",
    next: "Passer le test Pix, ou faire enregistrer votre résultat",
    who: "Vous",
  },
  cguAcceptees: {
    label: "Conditions générales acceptées",
    next: "Lire et accepter les conditions générales",
    who: "Vous",
  },
  facteurConfirme: {
    label: "Moyen de connexion confirmé",
    next: "Demander une nouvelle invitation, puis enregistrer une application",
    who: "Votre référent, puis vous",
  },
};

/** All that is needed to act for an usager: what is missing, its next step and who takes it; then what is done. */
export const Conditions = ({ missing }: { readonly missing: readonly ConditionToAct[] }) => {
  const done = conditionsToAct.filter((condition) => !missing.includes(condition));
  return (
    <>
      <Table
        caption="Ce qui manque"
        rows={missing}
        rowKey={(condition) => condition}
        columns={[
          { header: "Condition", isRowHeader: true, cell: (condition) => conditions[condition].label },
          { header: "Prochaine étape", cell: (condition) => conditions[condition].next },
          { header: "Qui la fait", cell: (condition) => conditions[condition].who },
        ]}
      />
      {done.length > 0 && (
        <>
          <h2>Ce qui est fait</h2>
          <ul>
            {done.map((condition) => (
              <li key={condition}>{conditions[condition].label}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
};
