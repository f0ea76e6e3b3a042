import { randomBytes, randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { demarches } from "#domain/demarche.ts";
import { type FinAutorisation, statusOf } from "#domain/mandat.ts";
import { aMandat } from "#testing/a-mandat.ts";
import { openWorld } from "#testing/world.ts";
import { isLive, mandatStatus } from "./mandat-status.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const structure = await world.aStructure();
const aidant = await structure.anAidant();
const signed = await aMandat(world, structure, aidant);
const like = await world.db
  .selectFrom("mandat")
  .selectAll()
  .where("id", "=", signed.mandatId)
  .executeTakeFirstOrThrow();
const term = like.term_instant;

const ends: readonly (FinAutorisation | null)[] = [null, "revoquee", "remplacee", "terminee", "expiree"];
class Undo extends Error {}

test("the state of a mandat is the same in SQL and in the domain", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...ends), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(-1, 0, 1),
      async (parts, shift) => {
        const now = new Date(term.getTime() + shift);
        const expected = statusOf({ termInstant: term, autorisations: parts.map((ended) => ({ ended })) }, now);
        expect(await statusInSql(parts, now)).toEqual({
          status: expected,
          live: parts.some((ended) => ended === null) && now < term,
        });
      },
    ),
    { numRuns: 60 },
  );
});

/** Writes a mandat of these parts, reads its state, and undoes it all: no rule of scope is asked of what is not kept. */
const statusInSql = async (parts: readonly (FinAutorisation | null)[], now: Date) => {
  let read: unknown;
  await world.db
    .transaction()
    .execute(async (tx) => {
      const id = randomUUID();
      const conclusionId = randomUUID();
      const usagerId = like.usager_id;
      await sql`insert into conclusion select ${conclusionId}, structure_id, compte_id, kind, step, version, draft_sealed,
        usager_id, identified_at, consented_at, stop_cause, created_at, updated_at
        from conclusion where id = ${like.conclusion_id}`.execute(tx);
      const numero = `2026-${"0123456789"[randomBytes(1).readUInt8() % 10]}ZZZZZZZ`;
      await tx
        .insertInto("mandat")
        .values({ ...like, id, conclusion_id: conclusionId, numero })
        .execute();
      await tx
        .updateTable("autorisation")
        .set({ ended: "expiree", ended_at: now })
        .where("mandat_id", "=", like.id)
        .execute();
      const rows = parts.map((ended, rank) => ({
        id: randomUUID(),
        mandat_id: id,
        structure_id: like.structure_id,
        usager_id: usagerId,
        term_instant: term,
        demarche: demarches[rank] ?? "papiers",
        ended,
        ended_at: ended ? now : null,
        successor: ended === "remplacee" ? like.id : null,
      }));
      await tx.insertInto("autorisation").values(rows).execute();
      read = await tx
        .selectFrom("mandat")
        .select([mandatStatus("mandat.id", now).as("status")])
        .select((eb) =>
          eb
            .selectFrom("autorisation as a")
            .select(sql<boolean>`bool_or(${isLive("a", now)})`.as("live"))
            .whereRef("a.mandat_id", "=", "mandat.id")
            .as("live"),
        )
        .where("mandat.id", "=", id)
        .executeTakeFirstOrThrow();
      throw new Undo();
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error;
    });
  return read;
};
