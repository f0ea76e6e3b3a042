import { sql } from "kysely";
import { expect, test } from "vitest";
import { factKinds } from "#domain/fact.ts";
import type { ConclusionId, StructureId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { actingFor, aMandat, anAcceptedConclusion, anIdentite, type MandatOptions } from "#testing/a-mandat.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";
import { concludeMandat } from "./conclude-mandat.ts";
import { showRecapitulatif } from "./recapitulatif.query.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));

const anAccepted = async (options: MandatOptions = {}) => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const { conclusionId, usagerId } = await anAcceptedConclusion(world, structure, aidant, options);
  const journey = { structure: structure.reference, conclusionId };
  return { structure, aidant, conclusionId, usagerId, journey };
};
const countMandats = async (structureId: StructureId) =>
  (await world.db.selectFrom("mandat").select("id").where("structure_id", "=", structureId).execute()).length;
/** All that a conclusion may write, by table: what a failure must leave unchanged. */
const everything = async () => {
  const tables = [
    "mandat",
    "autorisation",
    "acte",
    "mandat_document",
    "usager_jeton",
    "outbox",
    "journal_fact",
    "journal_stream",
  ];
  const counts: [string, number][] = [];
  for (const table of tables) {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(world.db);
    counts.push([table, rows[0]?.n ?? 0]);
  }
  return counts;
};
const stepOf = async (id: ConclusionId) =>
  (await world.db.selectFrom("conclusion").select("step").where("id", "=", id).executeTakeFirstOrThrow()).step;
const recapForm = { remplace: "" };

test("03-12: sent twice, even at once, there is one mandat, and both lead to it", async () => {
  const { aidant, journey, structure } = await anAccepted();
  const answers = await Promise.all(
    [1, 2, 3].map(() => aidant.post(paths.conclusionRecapitulatif(journey), recapForm)),
  );
  expect(answers.map(({ headers }) => headers.location)).toEqual(Array(3).fill(paths.conclusionFin(journey)));
  expect(await countMandats(structure.id)).toBe(1);
  expect((await aidant.get(paths.conclusionRecapitulatif(journey))).headers.location).toBe(
    paths.conclusionFin(journey),
  );
});

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
  const { aidant, journey, conclusionId } = await anAccepted();
  await sql`create function fail_once() returns trigger language plpgsql as $$ begin raise exception 'fault'; end $$`.execute(
    world.db,
  );
  await sql`create trigger fault before insert or update on ${sql.table(table)} for each row execute function fail_once()`.execute(
    world.db,
  );
  const before = await everything();

  const answer = await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  await sql`drop trigger fault on ${sql.table(table)}`.execute(world.db);
  await sql`drop function fail_once()`.execute(world.db);

  expect(answer.statusCode).toBe(500);
  expect(await everything()).toEqual(before);
  expect(await stepOf(conclusionId)).toBe("consentement-donne");
  expect((await aidant.post(paths.conclusionRecapitulatif(journey), recapForm)).statusCode).toBe(303);
});

test("03-12: two journeys for one usager: the second reads that the situation changed, then concludes", async () => {
  const options = { sub: "one-usager-two-journeys", actes: ["logement.caf-logement"] };
  const { structure, aidant, journey } = await anAccepted(options);
  const colleague = await structure.anAidant({ prenom: "Samir", nom: "EXEMPLE" });
  const other = await anAcceptedConclusion(world, structure, colleague, {
    ...options,
    actes: ["logement.dls-demande"],
  });
  const second = { structure: structure.reference, conclusionId: other.conclusionId };
  await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);

  const refused = await colleague.post(paths.conclusionRecapitulatif(second), recapForm);
  expect(refused.statusCode).toBe(409);
  expect(refused.body).toContain("La situation a changé");
  expect(refused.body).toContain("Demander une aide au logement");
  const shown = /name="remplace" value="([^"]+)"/.exec(refused.body)?.[1] ?? "";

  const unsaid = await colleague.post(paths.conclusionRecapitulatif(second), { remplace: shown });
  expect(unsaid.statusCode).toBe(422);
  expect(unsaid.body).toContain("Confirmez que la personne");
  const confirmed = await colleague.post(paths.conclusionRecapitulatif(second), { remplace: shown, perte: "oui" });
  expect(confirmed.headers.location).toBe(paths.conclusionFin(second));

  const rows = await world.db
    .selectFrom("autorisation")
    .select(["ended", "successor"])
    .where("structure_id", "=", structure.id)
    .orderBy("ended")
    .execute();
  expect(rows).toEqual([
    { ended: "remplacee", successor: expect.any(String) },
    { ended: null, successor: null },
  ]);
});

test("03-14: a replacement touches the same structure and demarche only, and the journal tells it", async () => {
  const structure = await world.aStructure();
  const elsewhere = await world.aStructure();
  const aidant = await structure.anAidant();
  const sub = "replaced-here-only";
  const first = await aMandat(world, structure, aidant, { sub, actes: ["logement.caf-logement", "social.apa"] });
  const foreign = await aMandat(world, elsewhere, await elsewhere.anAidant(), {
    sub,
    actes: ["logement.caf-logement"],
  });
  const second = await aMandat(world, structure, aidant, { sub, actes: ["logement.dls-demande"] });

  const rows = await world.db
    .selectFrom("autorisation")
    .select(["mandat_id", "demarche", "ended", "successor"])
    .where("mandat_id", "in", [first.mandatId, foreign.mandatId])
    .orderBy("demarche")
    .execute();
  expect(rows).toEqual(
    expect.arrayContaining([
      { mandat_id: first.mandatId, demarche: "logement", ended: "remplacee", successor: second.mandatId },
      { mandat_id: first.mandatId, demarche: "social", ended: null, successor: null },
      { mandat_id: foreign.mandatId, demarche: "logement", ended: null, successor: null },
    ]),
  );
  expect(second.usagerId).toBe(first.usagerId);
  expect((await factsOf(world, `mandat/${first.mandatId}`)).at(-1)).toMatchObject({
    type: "MandatReplaced",
    body: { mandat: first.mandatId, successor: second.mandatId },
  });
});

test("an autorisation past its term is closed by the next mandat, not replaced", async () => {
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const sub = "expired-then-signed-again";
  const start = world.clock.now();
  const first = await aMandat(world, structure, aidant, { sub, duree: "court" });
  world.clock.set(new Date("2026-03-03T23:00:00Z"));
  await aMandat(world, structure, aidant, { sub, duree: "court" });
  world.clock.set(start);
  const ends = await world.db
    .selectFrom("autorisation")
    .select("ended")
    .where("mandat_id", "=", first.mandatId)
    .execute();
  expect(ends.map(({ ended }) => ended)).toEqual(["expiree", "expiree"]);
  expect(await factTypesOf(world, `mandat/${first.mandatId}`)).toEqual(["MandatConcluded"]);
});

test("03-13: what changed between the recap and the signature is read again, and nothing is written", async () => {
  const { structure, aidant, conclusionId, usagerId } = await anAccepted();
  const acting = actingFor(structure, aidant, world);
  const recap = await showRecapitulatif(world.deps, acting, conclusionId);
  const conclude = () => concludeMandat(world.deps, acting, { conclusionId, shown: recap?.shown ?? "" });
  const before = await everything();
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

  expect(await everything()).toEqual(before);
  expect(await stepOf(conclusionId)).toBe("consentement-donne");
  expect(await conclude()).toEqual({ ok: true, value: "concluded" });
  expect(usagerId).toBeDefined();
});

test("03-13: terms of use published after the consent: nothing is written until the aidant accepts them", async () => {
  const start = world.clock.now();
  world.clock.set(new Date("2027-01-04T12:00:00Z"));
  const { structure, aidant, conclusionId } = await anAccepted();
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
  const mandats = await countMandats(structure.id);
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
  expect(await countMandats(structure.id)).toBe(0);
});

test("the step-up comes before the conclusion, and the consent waits for it", async () => {
  const { aidant, journey, conclusionId, structure } = await anAccepted();
  world.clock.advance(16 * 60_000);
  const answer = await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  expect(answer.headers.location).toContain("/verification");
  expect(await stepOf(conclusionId)).toBe("consentement-donne");
  expect(await countMandats(structure.id)).toBe(0);
});

test("a journey without a consent concludes nothing, and a foreign one does not exist", async () => {
  const { structure, aidant, conclusionId } = await anAccepted();
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

test("the usager with an e-mail is told: to whom, until when, how to stop, and nothing of the actes or of his name", async () => {
  const { aidant, journey } = await anAccepted({ identite: { email: "angela.unique@example.test" } });
  await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  const rows = await world.db.selectFrom("outbox").selectAll().execute();
  const messages = rows.map(({ id, payload_sealed }) =>
    JSON.parse(world.keys.openForService({ table: "outbox", column: "payload", row: id }, payload_sealed).toString()),
  );
  const message = messages.find(({ to }) => to === "angela.unique@example.test");
  expect(message.text).toContain("2\u00a0avril\u00a02026 à minuit, heure de Paris");
  expect(message.text).not.toMatch(/DUBOIS|logement|Angela/);
});

test("an usager without an e-mail: the mandat is to be completed, and nobody is written to", async () => {
  const { email: _, ...identite } = anIdentite();
  const structure = await world.aStructure();
  const aidant = await structure.anAidant();
  const before = await everything();
  const { conclusionId } = await anAcceptedConclusion(world, structure, aidant, {
    identite: { ...identite, email: "" },
  });
  const journey = { structure: structure.reference, conclusionId };
  expect((await aidant.get(paths.conclusionRecapitulatif(journey))).body).toContain("À compléter");
  await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  expect(await stepOf(conclusionId)).toBe("conclue");
  expect((await everything()).find(([table]) => table === "outbox")).toEqual(
    before.find(([table]) => table === "outbox"),
  );
});

test.each([
  ["no acte", 0, 0],
  ["41 actes", 41, 41],
  ["an autorisation without acte", 1, 1],
  ["fewer actes than signed", 2, 1],
])("03-1: the database itself refuses a mandat with %s", async (_, signed, held) => {
  const { structure, aidant, conclusionId, usagerId } = await anAccepted();
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
  expect(await countMandats(structure.id)).toBe(0);
});

test("an acte added after the signature is refused by the database", async () => {
  const structure = await world.aStructure();
  const { mandatId } = await aMandat(world, structure, await structure.anAidant(), { actes: ["social.apa"] });
  const add = sql`insert into acte (id, autorisation_id, position, code, service, libelle, libelle_salt, grade, presence)
    select gen_random_uuid(), id, 2, 'social.more', 's', 'l', decode(repeat('00', 16), 'hex'), 'ordinaire', false
    from autorisation where mandat_id = ${mandatId}`;
  await expect(add.execute(world.db)).rejects.toThrow("actes held");
});

test("03-30: what the journal says of a journey and of a mandat holds neither name, date of birth, contact nor free text", async () => {
  const structure = await world.aStructure();
  const { conclusionId, mandatId } = await aMandat(world, structure, await structure.anAidant(), {
    identite: { familyName: "RARISSIME", birthdate: "1961-07-09" },
    libres: [{ demarche: "logement", service: "Mairie de Rarissime", libelle: "Demander une carte pour Rarissime" }],
  });
  const facts = [
    ...(await factsOf(world, `conclusion/${conclusionId}`)),
    ...(await factsOf(world, `mandat/${mandatId}`)),
  ];
  expect(facts.length).toBe(4);
  expect(JSON.stringify(facts)).not.toMatch(/rarissime|1961-07-09|example\.test|carte/i);
  for (const fact of facts) expect(factKinds.some(({ type }) => type === fact.type)).toBe(true);
});
