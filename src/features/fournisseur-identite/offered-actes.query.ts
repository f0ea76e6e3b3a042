import { sql } from "kysely";
import type { Demarche } from "#domain/demarche.ts";
import { birthWords, fullName } from "#domain/identite-words.ts";
import type { ActeId, AutorisationId, MandatId, StructureId, UsagerId } from "#domain/ids.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { openWording } from "#store/acte-wording.ts";
import { openJoinedSubject } from "#store/data-key-store.ts";
import { openIdentite, usagerColumns } from "#store/usager-store.ts";

export type OfferedActe = {
  readonly id: ActeId;
  readonly autorisationId: AutorisationId;
  readonly mandatId: MandatId;
  readonly demarche: Demarche;
  readonly code: string | null;
  readonly service: string;
  readonly libelle: string;
  readonly sensible: boolean;
  /** Only while the person is present (chapter 03 §3.1, flag P). */
  readonly presence: boolean;
  readonly numero: string;
  readonly termDay: string;
};

export type UsagerActes = {
  readonly usagerId: UsagerId;
  readonly nom: string;
  /** « née le 24 août 1962 ». */
  readonly naissance: string;
  readonly actes: readonly OfferedActe[];
};

type Wanted = { readonly usagerId: UsagerId; readonly demarches: readonly Demarche[]; readonly now: Date };

/** The actes usable for one usager of this structure in these démarches, in the order signed; null when there is none. */
export const findOfferedActes = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  { usagerId, demarches, now }: Wanted,
): Promise<UsagerActes | null> => {
  const rows = await actesOf(db, structureId, usagerId, demarches, now).execute();
  const [first] = rows;
  if (!first) return null;
  const identite = openIdentite(keys, first);
  return {
    usagerId,
    nom: fullName(identite),
    naissance: birthWords(identite),
    actes: rows.map((row) => ({
      id: row.acteId as ActeId,
      autorisationId: row.autorisationId as AutorisationId,
      mandatId: row.mandatId as MandatId,
      demarche: row.demarche,
      code: row.code,
      ...openWording(openJoinedSubject(keys, row), { ...row, id: row.acteId }),
      sensible: row.grade === "sensible",
      presence: row.presence,
      numero: row.numero,
      termDay: row.term_day,
    })),
  };
};

const actesOf = (
  db: Database,
  structureId: StructureId,
  usagerId: UsagerId,
  demarches: readonly Demarche[],
  now: Date,
) =>
  db
    .selectFrom("acte")
    .innerJoin("autorisation", "autorisation.id", "acte.autorisation_id")
    .innerJoin("mandat", "mandat.id", "autorisation.mandat_id")
    .innerJoin("usager", "usager.id", "autorisation.usager_id")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .select(["acte.id as acteId", "autorisation.id as autorisationId", "mandat.id as mandatId"])
    .select(["autorisation.demarche", "mandat.numero", "mandat.term_day"])
    .select(["acte.code", "acte.service", "acte.libelle", "acte.texte_sealed", "acte.grade", "acte.presence"])
    .where("autorisation.structure_id", "=", structureId)
    .where("autorisation.usager_id", "=", usagerId)
    .where("autorisation.ended", "is", null)
    .where("autorisation.term_instant", ">", now)
    .where(sql<boolean>`autorisation.demarche = any(${demarches})`)
    .where("acte.etat", "=", "usable")
    .where("data_key.destroyed_at", "is", null)
    .orderBy("autorisation.demarche")
    .orderBy("acte.position");
