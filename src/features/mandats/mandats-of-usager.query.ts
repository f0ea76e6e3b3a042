import { sql } from "kysely";
import type { Demarche } from "#domain/demarche.ts";
import type { Duree } from "#domain/duree.ts";
import type { IdentitePivot } from "#domain/identite.ts";
import type { ActeId, AutorisationId, MandatId, StructureId, UsagerId } from "#domain/ids.ts";
import {
  type Acte,
  type AutorisationStatus,
  type FinAutorisation,
  isActeUsable,
  type MandatStatus,
  statusOf,
  statusOfAutorisation,
} from "#domain/mandat.ts";
import type { Database } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import { openWording } from "#store/acte-wording.ts";
import { openJoinedSubject } from "#store/data-key-store.ts";
import { openIdentite, usagerColumns } from "#store/usager-store.ts";
import { KEPT_MS } from "./list-usagers.query.ts";

export type ActeShown = Acte & { readonly isUsable: boolean };
export type AutorisationShown = {
  readonly id: AutorisationId;
  readonly demarche: Demarche;
  readonly status: AutorisationStatus;
  readonly ended: FinAutorisation | null;
  readonly actes: readonly ActeShown[];
};
export type MandatShown = {
  readonly id: MandatId;
  readonly numero: string;
  readonly status: MandatStatus;
  readonly duree: Duree;
  readonly termDay: string;
  readonly termInstant: Date;
  readonly concludedAt: Date;
  readonly autorisations: readonly AutorisationShown[];
};
export type UsagerShown = {
  readonly usagerId: UsagerId;
  readonly identite: IdentitePivot;
  /** Latest first. */
  readonly mandats: readonly MandatShown[];
};

type Wanted = { readonly usagerId: UsagerId } | { readonly mandatId: MandatId };

/**
 * An usager's mandats in this structure, or one of them; null when there is none, or the last ended more than a year ago:
 * after that, only the team (chapter 03 §12). One round trip.
 */
export const findMandats = async (
  db: Database,
  keys: Keys,
  structureId: StructureId,
  wanted: Wanted,
  now: Date,
): Promise<UsagerShown | null> => {
  const rows = await selectRows(db, structureId, wanted, now).execute();
  const [first] = rows;
  if (!first) return null;
  const subject = openJoinedSubject(keys, first);
  const ids = [...new Set(rows.map(({ mandat_id }) => mandat_id))];
  const mandats = ids.map((id) => {
    const own = rows.filter(({ mandat_id }) => mandat_id === id);
    return toMandat(own, (row) => openWording(subject, { ...row, id: row.acte_id }), now);
  });
  return { usagerId: first.usager_id as UsagerId, identite: openIdentite(keys, first), mandats };
};

const selectRows = (db: Database, structureId: StructureId, wanted: Wanted, now: Date) => {
  const since = new Date(now.getTime() - KEPT_MS);
  const query = db
    .selectFrom("mandat")
    .innerJoin("autorisation", "autorisation.mandat_id", "mandat.id")
    .innerJoin("acte", "acte.autorisation_id", "autorisation.id")
    .innerJoin("usager", "usager.id", "mandat.usager_id")
    .innerJoin("data_key", "data_key.key_id", "usager.key_id")
    .select(usagerColumns)
    .select(["mandat.id as mandat_id", "mandat.numero", "mandat.usager_id", "mandat.duree", "mandat.term_day"])
    .select(["mandat.term_instant", "mandat.concluded_at"])
    .select(["autorisation.id as autorisation_id", "autorisation.demarche", "autorisation.ended"])
    .select(["acte.id as acte_id", "acte.code", "acte.service", "acte.libelle", "acte.texte_sealed", "acte.grade"])
    .select(["acte.presence", "acte.etat"])
    .where("mandat.structure_id", "=", structureId)
    .where("data_key.destroyed_at", "is", null)
    .where(
      sql<boolean>`exists (select from autorisation part where part.mandat_id = mandat.id
        and least(part.ended_at, part.term_instant) > ${since})`,
    )
    .orderBy("mandat.concluded_at", "desc")
    .orderBy("mandat.id")
    .orderBy("acte.position");
  return "usagerId" in wanted
    ? query.where("mandat.usager_id", "=", wanted.usagerId)
    : query.where("mandat.id", "=", wanted.mandatId);
};

type Row = Awaited<ReturnType<ReturnType<typeof selectRows>["execute"]>>[number];
type Wording = Pick<Acte, "service" | "libelle">;

const toMandat = (rows: readonly Row[], wordingOf: (row: Row) => Wording, now: Date): MandatShown => {
  const [first] = rows as [Row];
  const ids = [...new Set(rows.map(({ autorisation_id }) => autorisation_id))];
  const autorisations = ids.map((id) =>
    toAutorisation(
      rows.filter(({ autorisation_id }) => autorisation_id === id),
      wordingOf,
      now,
    ),
  );
  return {
    id: first.mandat_id as MandatId,
    numero: first.numero,
    status: statusOf({ termInstant: first.term_instant, autorisations }, now),
    duree: first.duree,
    termDay: first.term_day,
    termInstant: first.term_instant,
    concludedAt: first.concluded_at,
    autorisations,
  };
};

const toAutorisation = (rows: readonly Row[], wordingOf: (row: Row) => Wording, now: Date): AutorisationShown => {
  const [{ autorisation_id, demarche, ended, term_instant }] = rows as [Row];
  return {
    id: autorisation_id as AutorisationId,
    demarche,
    ended,
    status: statusOfAutorisation({ ended }, term_instant, now),
    actes: rows.map((row) => ({
      id: row.acte_id as ActeId,
      code: row.code,
      ...wordingOf(row),
      grade: row.grade,
      presence: row.presence,
      etat: row.etat,
      isUsable: isActeUsable({ etat: row.etat }, { ended }, term_instant, now),
    })),
  };
};
