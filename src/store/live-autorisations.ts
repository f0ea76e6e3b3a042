import type { AutorisationId, MandatId, StructureId, UsagerId } from "#domain/ids.ts";
import type { AutorisationLive } from "#domain/remplacement.ts";
import type { Database, Tx } from "#platform/database.ts";
import type { Subject } from "#platform/keys.ts";
import { openWording } from "./acte-wording.ts";

type Scope = { readonly structureId: StructureId; readonly usagerId: UsagerId };

/** Holds every mandat of an usager in a structure until the transaction ends: nothing of them ends meanwhile. */
export const lockMandatsOf = async (tx: Tx, { structureId, usagerId }: Scope): Promise<void> => {
  await tx
    .selectFrom("mandat")
    .select("id")
    .where("structure_id", "=", structureId)
    .where("usager_id", "=", usagerId)
    .orderBy("id")
    .forUpdate()
    .execute();
};

/** Autorisations live at `now` for an usager in a structure, with the actes usable in each. */
export const readLiveAutorisations = async (
  db: Database | Tx,
  subject: Subject,
  { structureId, usagerId }: Scope,
  now: Date,
): Promise<readonly AutorisationLive[]> => {
  const rows = await db
    .selectFrom("autorisation")
    .innerJoin("acte", "acte.autorisation_id", "autorisation.id")
    .select(["autorisation.id as autorisation", "autorisation.mandat_id", "autorisation.demarche"])
    .select(["acte.id", "acte.code", "acte.service", "acte.libelle", "acte.texte_sealed"])
    .where("autorisation.structure_id", "=", structureId)
    .where("autorisation.usager_id", "=", usagerId)
    .where("autorisation.ended", "is", null)
    .where("autorisation.term_instant", ">", now)
    .where("acte.etat", "=", "usable")
    .orderBy("autorisation.id")
    .orderBy("acte.position")
    .execute();
  const live = new Map<string, AutorisationLive>();
  for (const row of rows) {
    const known = live.get(row.autorisation);
    const acte = { code: row.code, ...openWording(subject, row) };
    live.set(row.autorisation, {
      id: row.autorisation as AutorisationId,
      mandatId: row.mandat_id as MandatId,
      demarche: row.demarche,
      actes: [...(known?.actes ?? []), acte],
    });
  }
  return [...live.values()];
};
