import type { CompteId, StructureId } from "#domain/ids.ts";
import type { Tx } from "#platform/database.ts";
import type { Keys } from "#platform/keys.ts";
import type { Random } from "#platform/random.ts";

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

export const recordStructure = async (tx: Tx, _deps: StoreDeps, structure: NewStructure, now: Date): Promise<void> => {
  const { codePostal, ...columns } = structure;
  await tx
    .insertInto("structure")
    .values({ ...columns, code_postal: codePostal, etat: "active", created_at: now })
    .execute();
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
  await tx
    .insertInto("appartenance")
    .values({
      id: random.uuid(),
      compte_id: compteId,
      structure_id: structureId,
      aidant,
      referent,
      etat: "active",
      created_at: now,
    })
    .execute();
};
