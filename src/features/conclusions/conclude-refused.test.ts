import { sql } from "kysely";
import { expect, test } from "vitest";
import { paths } from "#paths.ts";
import { actingFor, anAcceptedConclusion } from "#testing/a-mandat.ts";
import { anAccepted, countMandats, stepOf } from "#testing/an-accepted-conclusion.ts";
import { databaseState } from "#testing/database-state.ts";
import { openWorld } from "#testing/world.ts";
import { concludeMandat } from "./conclude-mandat.ts";
import { showRecapitulatif } from "./recapitulatif.query.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const state = await databaseState(world.db);
const recapForm = { remplace: "" };

test.each([
  "mandat",
  "autorisation",
  "acte",
  "mandat_document",
  "usager_jeton",
  "outbox",
  "journal_fact",
  "conclusion",
])("03-11: a fault when writing %s leaves nothing, and the journey where it stood", async (table) => {
  const { aidant, journey, conclusionId } = await anAccepted(world);
  await sql`create function fail_once() returns trigger language plpgsql as $$ begin raise exception 'fault'; end $$`.execute(
    world.db,
  );
  await sql`create trigger fault before insert or update on ${sql.table(table)} for each row execute function fail_once()`.execute(
    world.db,
  );
  const before = await state();

  const answer = await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  await sql`drop trigger fault on ${sql.table(table)}`.execute(world.db);
  await sql`drop function fail_once()`.execute(world.db);

  expect(answer.statusCode).toBe(500);
  expect(await state()).toEqual(before);
  expect(await stepOf(world, conclusionId)).toBe("consentement-donne");
  expect((await aidant.post(paths.conclusionRecapitulatif(journey), recapForm)).statusCode).toBe(303);
});

test("03-13: what changed between the recap and the signature is read again, and nothing is written", async () => {
  const { structure, aidant, conclusionId, usagerId } = await anAccepted(world);
  const acting = actingFor(structure, aidant, world);
  const recap = await showRecapitulatif(world.deps, acting, conclusionId);
  const conclude = () => concludeMandat(world.deps, acting, { conclusionId, shown: recap?.shown ?? "" });
  const before = await state();
  const set = (statement: ReturnType<typeof sql>) => statement.execute(world.db);

  await set(sql`update compte set etat = 'suspendu' where id = ${aidant.compteId}`);
  expect(await conclude()).toEqual({ ok: false, refusal: "not-habilite" });
  await set(sql`update compte set etat = 'actif' where id = ${aidant.compteId}`);

  await set(sql`update structure set etat = 'suspendue' where id = ${structure.id}`);
  expect(await conclude()).toEqual({ ok: false, refusal: "not-habilite" });
  await set(sql`update structure set etat = 'active' where id = ${structure.id}`);

  world.clock.advance(30 * 60_000 + 1);
  expect(await conclude()).toEqual({ ok: false, refusal: "consent-expired" });
  world.clock.advance(-30 * 60_000 - 1);

  expect(await state()).toEqual(before);
  expect(await stepOf(world, conclusionId)).toBe("consentement-donne");
  expect(await conclude()).toEqual({ ok: true, value: "concluded" });
  expect(usagerId).toBeDefined();
});

test("03-13: terms of use published after the consent: nothing is written until the aidant accepts them", async () => {
  const start = world.clock.now();
  world.clock.set(new Date("2027-01-04T12:00:00Z"));
  const { structure, aidant, conclusionId } = await anAccepted(world);
  const acting = actingFor(structure, aidant, world);
  const conclude = () => concludeMandat(world.deps, acting, { conclusionId, shown: "" });
  const in_force_at = new Date("2027-01-04T12:10:00Z");
  const version = {
    number: "2027-1",
    text: "Texte",
    text_hash: Buffer.alloc(32),
    kind: "majeure" as const,
    in_force_at,
  };
  await world.db.insertInto("cgu_version").values(version).execute();
  world.clock.set(in_force_at);

  const refused = await conclude();
  const mandats = await countMandats(world, structure.id);
  const accepted = { compte_id: aidant.compteId, version: version.number, accepted_at: in_force_at };
  await world.db.insertInto("cgu_acceptance").values(accepted).execute();
  const concluded = await conclude();
  world.clock.set(start);

  expect([refused, mandats, concluded.ok]).toEqual([{ ok: false, refusal: "not-habilite" }, 0, true]);
});

test("03-22: an aidant whose account now bears the usager's name does not conclude", async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant({ prenom: "Angela", nom: "Dubois" });
  const { conclusionId } = await anAcceptedConclusion(world, structure, aidant);
  const acting = actingFor(structure, aidant, world);
  expect(await concludeMandat(world.deps, acting, { conclusionId, shown: "" })).toEqual({
    ok: false,
    refusal: "self-mandat",
  });
  expect(await countMandats(world, structure.id)).toBe(0);
});

test("the step-up comes before the conclusion, and the consent waits for it", async () => {
  const { aidant, journey, conclusionId, structure } = await anAccepted(world);
  world.clock.advance(16 * 60_000);
  const answer = await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  expect(answer.headers.location).toContain("/verification");
  expect(await stepOf(world, conclusionId)).toBe("consentement-donne");
  expect(await countMandats(world, structure.id)).toBe(0);
});

test("a journey without a consent concludes nothing, and a foreign one does not exist", async () => {
  const { structure, aidant, conclusionId } = await anAccepted(world);
  const acting = actingFor(structure, aidant, world);
  const other = await world.aStructure();
  const foreigner = actingFor(other, await other.anAidant(), world);
  const colleague = actingFor(structure, await structure.anAidant(), world);
  for (const stranger of [foreigner, colleague])
    expect(await concludeMandat(world.deps, stranger, { conclusionId, shown: "" })).toEqual({
      ok: false,
      refusal: "conclusion-unknown",
    });
  await aidant.post(paths.abandonConclusion({ structure: structure.reference, conclusionId }));
  expect(await concludeMandat(world.deps, acting, { conclusionId, shown: "" })).toEqual({
    ok: false,
    refusal: "consent-missing",
  });
});
