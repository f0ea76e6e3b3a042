import { sql } from "kysely";
import { expect, test } from "vitest";
import { aMandat } from "#testing/a-mandat.ts";
import { anAccepted, countMandats } from "#testing/an-accepted-conclusion.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

test.each([
  ["no acte", 0, 0],
  ["41 actes", 41, 41],
  ["an autorisation without acte", 1, 1],
  ["fewer actes than signed", 2, 1],
])("03-1: the database itself refuses a mandat with %s", async (_, signed, held) => {
  const { structure, aidant, conclusionId, usagerId } = await anAccepted(world);
  const insert = world.db.transaction().execute(async (tx) => {
    await sql`insert into mandat select gen_random_uuid(), ${`2026-${String(signed)}${String(held)}ZZZZZZZZ`.slice(0, 13)}, ${structure.id}, ${usagerId},
      ${conclusionId}, ${aidant.compteId}, 'franceconnect-presence', 3, 'mois', '2026-03-02', '2026-04-02',
      '2026-04-02T22:00:00Z', '2026-03-02T12:00:00Z', ${signed}`.execute(tx);
    const mandat = await tx
      .selectFrom("mandat")
      .selectAll()
      .where("conclusion_id", "=", conclusionId)
      .executeTakeFirstOrThrow();
    const autorisation = (demarche: string, actes: number) =>
      sql`with part as (insert into autorisation
      (id, mandat_id, structure_id, usager_id, term_instant, demarche) values (gen_random_uuid(), ${mandat.id},
      ${structure.id}, ${usagerId}, ${mandat.term_instant}, ${demarche}) returning id)
      insert into acte (id, autorisation_id, position, code, service, libelle, libelle_salt, grade, presence)
      select gen_random_uuid(), part.id, n, 'logement.n' || n, 's', 'l', decode(repeat('00', 16), 'hex'), 'ordinaire', false
      from part, generate_series(1, ${actes}::int) n`.execute(tx);
    await autorisation("logement", held);
    if (_ === "an autorisation without acte") await autorisation("social", 0);
  });
  await expect(insert).rejects.toThrow(/check|actes held/);
  expect(await countMandats(world, structure.id)).toBe(0);
});

test("an acte added after the signature is refused by the database", async () => {
  const structure = await world.aStructure();
  const { mandatId } = await aMandat(world, structure, await structure.anAidant(), { actes: ["social.apa"] });
  const add = sql`insert into acte (id, autorisation_id, position, code, service, libelle, libelle_salt, grade, presence)
    select gen_random_uuid(), id, 2, 'social.more', 's', 'l', decode(repeat('00', 16), 'hex'), 'ordinaire', false
    from autorisation where mandat_id = ${mandatId}`;
  await expect(add.execute(world.db)).rejects.toThrow("actes held");
});
