import type { Actor, FactNamed } from "#domain/fact.ts";
import { instantOf } from "#domain/fact-schema.ts";
import type { ActeId, AutorisationId, MandatId, StructureId, UsagerId } from "#domain/ids.ts";
import type { AutorisationEnds, Closing, EndedObject, EtatActe, MandatEnds } from "#domain/mandat.ts";
import type { Tx } from "#platform/database.ts";
import type { Random } from "#platform/random.ts";
import { appendToJournal } from "./journal-store.ts";

type ActeRow = {
  readonly id: string;
  readonly demarche: AutorisationEnds["demarche"];
  readonly ended: AutorisationEnds["ended"];
  readonly acte_id: string;
  readonly etat: EtatActe;
};

/**
 * Holds the mandat until the transaction ends: whoever ends a part of it, or replaces it, waits here. Another
 * structure's is as absent as one that never was (R6).
 */
export const lockMandat = async (tx: Tx, structureId: StructureId, id: MandatId): Promise<MandatEnds | null> => {
  const mandat = await tx
    .selectFrom("mandat")
    .select(["usager_id", "term_instant"])
    .where("id", "=", id)
    .where("structure_id", "=", structureId)
    .forUpdate()
    .executeTakeFirst();
  if (!mandat) return null;
  const rows = await tx
    .selectFrom("autorisation")
    .innerJoin("acte", "acte.autorisation_id", "autorisation.id")
    .select(["autorisation.id", "autorisation.demarche", "autorisation.ended", "acte.id as acte_id", "acte.etat"])
    .where("autorisation.mandat_id", "=", id)
    .orderBy("acte.position")
    .execute();
  const usagerId = mandat.usager_id as UsagerId;
  return { id, structureId, usagerId, termInstant: mandat.term_instant, autorisations: grouped(rows) };
};

const grouped = (rows: readonly ActeRow[]): readonly AutorisationEnds[] => {
  const autorisations = new Map<string, readonly ActeRow[]>();
  for (const row of rows) autorisations.set(row.id, [...(autorisations.get(row.id) ?? []), row]);
  return [...autorisations.values()].map((actes) => {
    const [{ id, demarche, ended }] = actes as [ActeRow];
    return {
      id: id as AutorisationId,
      demarche,
      ended,
      actes: actes.map(({ acte_id, etat }) => ({ id: acte_id as ActeId, etat })),
    };
  });
};

export type RevocationChannel = FactNamed<"MandatRevoked">["body"]["channel"];
export type RevocationReason = FactNamed<"MandatRevoked">["body"]["reason"];

export type Revocation = {
  readonly mandat: MandatEnds;
  readonly object: EndedObject;
  readonly closing: Closing;
  readonly channel: RevocationChannel;
  readonly reason: RevocationReason;
  readonly actor: Actor;
  readonly now: Date;
};

/** Ends what was decided, and tells the one object that was asked (chapter 03 §15). */
export const recordRevoked = async (
  tx: Tx,
  { random }: { readonly random: Random },
  { mandat, object, closing, channel, reason, actor, now }: Revocation,
): Promise<void> => {
  await close(tx, closing, { etat: "revoque", ended: "revoquee", now });
  const ending = { channel, reason, eventAt: instantOf(now), knownAt: instantOf(now) };
  const envelope = mandatFact(mandat, random, actor, now);
  if (object.kind === "mandat") {
    await appendToJournal(tx, { ...envelope, type: "MandatRevoked", body: { mandat: mandat.id, ...ending } });
  } else if (object.kind === "autorisation") {
    const body = { mandat: mandat.id, autorisation: object.autorisationId, ...ending };
    await appendToJournal(tx, { ...envelope, type: "AutorisationRevoked", body });
  } else {
    const body = { ...acteOf(mandat, object.acteId), ...ending };
    await appendToJournal(tx, { ...envelope, type: "ActeRevoked", body });
  }
};

type Done = Pick<Revocation, "mandat" | "closing" | "actor" | "now"> & { readonly acteId: ActeId };

/** Ends an acte because it was done; the last one ends its autorisation. */
export const recordActeDone = async (
  tx: Tx,
  { random }: { readonly random: Random },
  { mandat, acteId, closing, actor, now }: Done,
): Promise<void> => {
  await close(tx, closing, { etat: "fait", ended: "terminee", now });
  await appendToJournal(tx, {
    ...mandatFact(mandat, random, actor, now),
    type: "ActeDeclaredDone",
    body: acteOf(mandat, acteId),
  });
};

const mandatFact = ({ id }: MandatEnds, random: Random, actor: Actor, now: Date) =>
  ({ v: 1, stream: `mandat/${id}`, actor, at: instantOf(now), cause: random.uuid() }) as const;

const acteOf = ({ id, autorisations }: MandatEnds, acteId: ActeId) => {
  const holder = autorisations.find(({ actes }) => actes.some((acte) => acte.id === acteId)) as AutorisationEnds;
  return { mandat: id, autorisation: holder.id, acte: acteId };
};

type End = { readonly etat: "fait" | "revoque"; readonly ended: "terminee" | "revoquee"; readonly now: Date };

const close = async (tx: Tx, { actes, autorisations }: Closing, { etat, ended, now }: End): Promise<void> => {
  if (actes.length > 0)
    await tx
      .updateTable("acte")
      .set({ etat, ended_at: now })
      .where("id", "in", [...actes])
      .execute();
  if (autorisations.length > 0)
    await tx
      .updateTable("autorisation")
      .set({ ended, ended_at: now })
      .where("id", "in", [...autorisations])
      .execute();
};
