import { expect, test } from "vitest";
import { factKinds } from "#domain/fact.ts";
import { paths } from "#paths.ts";
import { aMandat, anAcceptedConclusion, anIdentite } from "#testing/a-mandat.ts";
import { anAccepted, countMandats, stepOf } from "#testing/an-accepted-conclusion.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";
import { openWorld } from "#testing/world.ts";

const world = await openWorld(new Date("2026-03-02T12:00:00Z"));
const recapForm = { remplace: "" };

test("03-12: sent twice, even at once, there is one mandat, and both lead to it", async () => {
  const { aidant, journey, structure } = await anAccepted(world);
  const answers = await Promise.all(
    [1, 2, 3].map(() => aidant.post(paths.conclusionRecapitulatif(journey), recapForm)),
  );
  expect(answers.map(({ headers }) => headers.location)).toEqual(Array(3).fill(paths.conclusionFin(journey)));
  expect(await countMandats(world, structure.id)).toBe(1);
  expect((await aidant.get(paths.conclusionRecapitulatif(journey))).headers.location).toBe(
    paths.conclusionFin(journey),
  );
});

test("03-12: two journeys for one usager: the second reads that the situation changed, then concludes", async () => {
  const options = { sub: "one-usager-two-journeys", actes: ["logement.caf-logement"] };
  const { structure, aidant, journey } = await anAccepted(world, options);
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

test("the usager with an e-mail is told: to whom, until when, how to stop, and nothing of the actes or of his name", async () => {
  const { aidant, journey } = await anAccepted(world, { identite: { email: "angela.unique@example.test" } });
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
  const waiting = () => world.db.selectFrom("outbox").select("id").execute();
  const before = await waiting();
  const { conclusionId } = await anAcceptedConclusion(world, structure, aidant, {
    identite: { ...identite, email: "" },
  });
  const journey = { structure: structure.reference, conclusionId };
  expect((await aidant.get(paths.conclusionRecapitulatif(journey))).body).toContain("À compléter");
  await aidant.post(paths.conclusionRecapitulatif(journey), recapForm);
  expect(await stepOf(world, conclusionId)).toBe("conclue");
  expect(await waiting()).toEqual(before);
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
