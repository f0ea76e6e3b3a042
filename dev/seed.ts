import type { Deps } from "#deps.ts";
import type { CompteId, StructureId } from "#domain/ids.ts";
import { cguProjet } from "#features/connexion/cgu-projet.ts";
import { cguTextHash, recordCguAccepted, recordCguVersion } from "#store/cgu-store.ts";
import { recordCompte } from "#store/compte-store.ts";
import { recordConfirmedFactor } from "#store/facteur-store.ts";
import { recordAppartenance, recordStructure } from "#store/structure-store.ts";
import { demoStructures, type Persona, personas, type StructureReference, totpSecretOf } from "./personas.ts";

/** Conditions that every persona accepted. */
export const demoCgu = cguProjet(new Date("2026-01-01T00:00:00+01:00"));

/** Who is where once the world is built: what the mandats of the demonstration are made with. */
export type Seeded = {
  readonly structures: ReadonlyMap<StructureReference, StructureId>;
  readonly comptes: ReadonlyMap<string, CompteId>;
};

/** True once the demonstration's people are there. */
export const isSeeded = async ({ db }: Deps): Promise<boolean> =>
  (await db.selectFrom("structure").select("id").limit(1).executeTakeFirst()) !== undefined;

/** Builds structures and people as the service itself records them. */
export const seedPeople = async (deps: Deps): Promise<Seeded> => {
  const { db, random, clock } = deps;
  const structures = new Map<StructureReference, StructureId>();
  const comptes = new Map<string, CompteId>();
  await db.transaction().execute(async (tx) => {
    await recordCguVersion(tx, demoCgu, { cause: random.uuid(), now: clock.now() });
    for (const { reference, ...structure } of demoStructures) {
      const id = random.uuid() as StructureId;
      structures.set(reference, id);
      const courriel = `contact@${reference}.example.test`;
      await recordStructure(tx, deps, { id, reference, courriel, ...structure }, clock.now());
    }
  });
  for (const persona of personas) comptes.set(persona.courriel, await seedPersona(deps, persona, structures));
  return { structures, comptes };
};

const seedPersona = async (deps: Deps, persona: Persona, structures: Seeded["structures"]): Promise<CompteId> => {
  const { db, random, clock } = deps;
  const id = random.uuid() as CompteId;
  const now = clock.now();
  const { prenom, nom, profession, courriel, pixReussi } = persona;
  const proofs = { formationLe: "2026-01-15", pixLe: pixReussi ? "2026-01-20" : null } as const;
  await db.transaction().execute(async (tx) => {
    await recordCompte(tx, deps, { id, prenom, nom, profession, courriel, ...proofs, etat: "actif" }, now);
    for (const { reference, roles } of persona.structures) {
      const structureId = structures.get(reference);
      if (!structureId) throw new Error(`The persona ${courriel} works in an unknown structure.`);
      const has = { aidant: roles.includes("aidant"), referent: roles.includes("référent") };
      await recordAppartenance(tx, deps, { compteId: id, structureId, ...has }, now);
    }
    const factor = { compteId: id, nom: "Téléphone de démonstration", secret: totpSecretOf(persona) };
    await recordConfirmedFactor(tx, deps, factor, now);
    const accepted = { number: demoCgu.number, textHash: cguTextHash(demoCgu.text) };
    await recordCguAccepted(tx, id, accepted, { cause: random.uuid(), now });
  });
  return id;
};
