import type { AppartenanceId, CompteId, StructureId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";
import { bySystem } from "./aidant-fact.ts";
import { createSubject } from "./data-key-store.ts";
import { appendToJournal } from "./journal-store.ts";
import { openJournalStream } from "./journal-streams.ts";

type StoreDeps = { readonly keys: Keys; readonly random: Random };

export type NewStructure = {
  readonly id: StructureId;
  readonly reference: string;
  readonly nom: string;
  readonly siret: string;
  readonly adresse: string;
  readonly codePostal: string;
  readonly commune: string;
  readonly telephone: string;
  readonly courriel: string;
};

/** Creates a structure, its key and its stream of facts. */
export const recordStructure = async (
  tx: Tx,
  { keys, random }: StoreDeps,
  structure: NewStructure,
  now: Date,
): Promise<void> => {
  const { codePostal, ...columns } = structure;
  const { id } = structure;
  const subject = await createSubject(tx, keys, { kind: "structure", id, now });
  await tx
    .insertInto("structure")
    .values({ ...columns, key_id: subject.keyId, code_postal: codePostal, etat: "active", created_at: now })
    .execute();
  await openJournalStream(tx, { stream: `structure/${id}`, subject });
  await appendToJournal(tx, {
    ...bySystem(`structure/${id}`, random.uuid(), now),
    type: "StructureCreated",
    body: { structure: id },
  });
};

export type NewAppartenance = {
  readonly compteId: CompteId;
  readonly structureId: StructureId;
  readonly aidant: boolean;
  readonly referent: boolean;
};

/** Gives a person his roles in a structure. */
export const recordAppartenance = async (
  tx: Tx,
  { random }: StoreDeps,
  { compteId, structureId, aidant, referent }: NewAppartenance,
  now: Date,
): Promise<void> => {
  const id = random.uuid() as AppartenanceId;
  await tx
    .insertInto("appartenance")
    .values({
      id,
      compte_id: compteId,
      structure_id: structureId,
      aidant,
      referent,
      etat: "active",
      created_at: now,
    })
    .execute();
  const roles = [...(aidant ? (["aidant"] as const) : []), ...(referent ? (["referent"] as const) : [])];
  await appendToJournal(tx, {
    ...bySystem(`structure/${structureId}`, random.uuid(), now),
    type: "AppartenanceGranted",
    body: { appartenance: id, compte: compteId, structure: structureId, roles },
  });
};
