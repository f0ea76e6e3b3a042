import type { Updateable } from "kysely";
import type { CompteId, ConnexionId, StructureId } from "#domain/ids.ts";
import type { UseChoice, UseRefusal } from "#domain/use.ts";
import { type Declared, identityRefused, identityRequested } from "#domain/use-fact.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Random } from "#platform/random.ts";
import type { FournisseurIdentiteTables } from "#platform/tables/fournisseur-identite.ts";
import type { Connexion } from "./connexion-usage-store.ts";
import { appendToJournal } from "./journal-store.ts";

type StoreDeps = { readonly random: Random };

const nothingChosen = { usager_id: null, mandat_id: null, autorisation_id: null, acte_id: null, demarche: null };

/** Once confirmed or closed, a request keeps its choice: a page of another tab must not give another identity to it. */
const changeChoice = async (
  db: Database | Tx,
  id: ConnexionId,
  change: Updateable<FournisseurIdentiteTables["connexion"]>,
): Promise<void> => {
  await db
    .updateTable("connexion")
    .set(change)
    .where("id", "=", id)
    .where("confirmed_at", "is", null)
    .where("closed_at", "is", null)
    .execute();
};

/** Who acts, and in which structure: forgets what was chosen in another one. One statement. */
export const recordStructureChosen = (
  db: Database | Tx,
  id: ConnexionId,
  { structureId, compteId }: { readonly structureId: StructureId; readonly compteId: CompteId },
): Promise<void> => changeChoice(db, id, { structure_id: structureId, compte_id: compteId, ...nothingChosen });

type ForWhom = Pick<UseChoice, "compteId" | "structureId" | "usagerId">;

/** For whom, and who acts where: forgets the acte chosen for somebody else. One statement. */
export const recordUsagerChosen = (
  db: Database | Tx,
  id: ConnexionId,
  { compteId, structureId, usagerId }: ForWhom,
): Promise<void> =>
  changeChoice(db, id, { ...nothingChosen, compte_id: compteId, structure_id: structureId, usager_id: usagerId });

const choiceColumns = (choice: UseChoice) => ({
  compte_id: choice.compteId,
  structure_id: choice.structureId,
  usager_id: choice.usagerId,
  mandat_id: choice.mandatId,
  autorisation_id: choice.autorisationId,
  acte_id: choice.acteId,
  demarche: choice.demarche,
});

/** What is to be confirmed. One statement. */
export const recordActeChosen = (db: Database | Tx, id: ConnexionId, choice: UseChoice): Promise<void> =>
  changeChoice(db, id, choiceColumns(choice));

export type Confirmation = Declared & {
  /** Subject under which the client will know the usager. */
  readonly sub: string;
  /** The aidant's last proof: `auth_time`. */
  readonly proofAt: Date;
  /** The array to answer; null when the client's setting is `off`. */
  readonly repScope: readonly string[] | null;
};

/** The aidant confirmed usager and acte: the fact `IdentityRequested`. */
export const recordUseConfirmed = async (
  tx: Tx,
  { random }: StoreDeps,
  connexion: Connexion,
  choice: UseChoice,
  confirmation: Confirmation,
  now: Date,
): Promise<void> => {
  const { repScope } = confirmation;
  await tx
    .updateTable("connexion")
    .set({
      ...choiceColumns(choice),
      sub: confirmation.sub,
      proof_at: confirmation.proofAt,
      rep_scope: repScope === null ? null : JSON.stringify(repScope),
      posture: confirmation.posture,
      presence: confirmation.presence,
      service_code: confirmation.serviceCode,
      confirmed_at: now,
    })
    .where("id", "=", connexion.id)
    .execute();
  await appendToJournal(tx, identityRequested(connexion, choice, confirmation, { now, cause: random.uuid() }));
};

/** Ends a connexion without serving: the fact `IdentityRefused`, with what was known by then. */
export const recordUseRefused = async (
  tx: Tx,
  { random }: StoreDeps,
  connexion: Connexion,
  known: Partial<UseChoice>,
  reason: UseRefusal,
  now: Date,
): Promise<void> => {
  await tx
    .updateTable("connexion")
    .set({ closed_at: now, closed_by: "refus" })
    .where("id", "=", connexion.id)
    .execute();
  await appendToJournal(tx, identityRefused(connexion, known, reason, { now, cause: random.uuid() }));
};
