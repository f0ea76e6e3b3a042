import { sql } from "kysely";
import type { CompteId, StructureId } from "#domain/ids.ts";
import type { RightToAct } from "#domain/may-act.ts";
import type { Database, Tx } from "#platform/database.ts";

export const nobody: RightToAct = {
  compteActif: false,
  appartenanceAidant: false,
  structureActive: false,
  formationSuivie: false,
  pixReussi: false,
  cguAcceptees: false,
  facteurConfirme: false,
};

/** Reads, now, all that `mayAct` weighs for a person in a structure; a stranger to the structure has nothing. */
export const readRightToAct = async (
  db: Database | Tx,
  structureId: StructureId,
  compteId: CompteId,
  now: Date,
): Promise<RightToAct> => {
  const row = await db
    .selectFrom("appartenance")
    .innerJoin("compte", "compte.id", "appartenance.compte_id")
    .innerJoin("structure", "structure.id", "appartenance.structure_id")
    .select(rightColumns(now))
    .where("appartenance.structure_id", "=", structureId)
    .where("appartenance.compte_id", "=", compteId)
    .executeTakeFirst();
  return row ?? nobody;
};

/** The right to act of a row that joins `appartenance`, `compte` and `structure`. */
export const rightColumns = (now: Date) =>
  [
    sql<boolean>`compte.etat = 'actif'`.as("compteActif"),
    sql<boolean>`appartenance.etat = 'active' and appartenance.aidant`.as("appartenanceAidant"),
    sql<boolean>`structure.etat = 'active'`.as("structureActive"),
    sql<boolean>`compte.formation_le is not null`.as("formationSuivie"),
    sql<boolean>`compte.pix_le is not null`.as("pixReussi"),
    owesNoCgu(now).as("cguAcceptees"),
    sql<boolean>`exists (select from facteur where facteur.compte_id = compte.id and facteur.revoked_at is null
      and facteur.confirmed_at is not null and facteur.kind <> 'codes-de-secours')`.as("facteurConfirme"),
  ] as const;

/** True when the compte of the row accepted the major version of the CGU in force at `now`, or there is none. */
export const owesNoCgu = (now: Date) => sql<boolean>`not exists (
  select from cgu_version where cgu_version.kind = 'majeure' and cgu_version.in_force_at <= ${now}
    and cgu_version.number = (select number from cgu_version where kind = 'majeure' and in_force_at <= ${now}
      order by in_force_at desc limit 1)
    and not exists (select from cgu_acceptance where cgu_acceptance.compte_id = compte.id
      and cgu_acceptance.version = cgu_version.number))`;
