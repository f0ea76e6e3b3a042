import { afterAll, beforeEach, expect, test } from "vitest";
import type { UsagerId } from "#domain/ids.ts";
import { paths } from "#paths.ts";
import { purgeIdentifications } from "#store/identification-store.ts";
import {
  aCounter,
  aWaitingConclusion,
  countUsagers,
  openWorldWithFranceConnect,
  refusalsOf,
  storedConclusion,
  storedIdentite,
} from "#testing/identification.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";
import { OTHER_PERSON, SAME_PERSON } from "./same-person.page.tsx";

const { world, simulator } = await openWorldWithFranceConnect(new Date("2026-03-02T12:00:00Z"));
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const demoFi = "Continuer avec Identité de démonstration";

test("A1 a mandat in presence: the identity is stored, FranceConnect's session closed, the journey goes on", async () => {
  const counter = await aCounter(world, simulator);
  const callback = await counter.back(await counter.identify("Angela DUBOIS"));
  expect(callback.statusCode).toBe(303);
  const resumed = await counter.signOut(callback);

  expect(resumed.headers.location).toBe(paths.conclusionLecture(counter.journey));
  const { step, usager_id } = await storedConclusion(world, counter.conclusionId);
  expect(step).toBe("identite-etablie");
  expect(await storedIdentite(world, usager_id)).toMatchObject({ familyName: "DUBOIS", birthdate: "1962-08-24" });
  expect(await factsOf(world, `usager/${usager_id as UsagerId}`)).toMatchObject([
    { type: "UsagerIdentified", body: { usager: usager_id, conclusion: counter.conclusionId, level: 3 } },
  ]);
  expect(await factTypesOf(world, `conclusion/${counter.conclusionId}`)).toEqual(["ConclusionOpened"]);
  const next = await aWaitingConclusion(world, counter.structure, counter.aidant);
  const start = await counter.aidant.post(paths.conclusionFranceConnect({ ...counter.journey, conclusionId: next }));
  const chooser = await counter.there.browser.get(start.headers.location ?? "");
  expect(chooser.buttons).toContain(demoFi);
});

test("A1 the button's page lets its form end at FranceConnect, and no other page does", async () => {
  const counter = await aCounter(world, simulator);
  const policyOf = async (href: string) => (await counter.aidant.get(href)).headers["content-security-policy"];

  expect(await policyOf(paths.conclusionIdentite(counter.journey))).toContain(
    `form-action 'self' ${simulator.origin};`,
  );
  expect(await policyOf(paths.conclusionDuree(counter.journey))).toContain("form-action 'self';");
});

test("A1 the callback is answered too under its legacy address, and the sign-out without its state", async () => {
  const counter = await aCounter(world, simulator);
  const address = new URL(await counter.identify("Pierre MERCIER"));
  const callback = await counter.aidant.get(`${paths.franceConnectCallbackV2({})}${address.search}`);
  const resumed = await counter.aidant.get(paths.franceConnectLogoutCallbackV2({}));

  expect(callback.headers.location).toBe(paths.franceConnectSignOut({}));
  expect(resumed.headers.location).toBe(paths.conclusionLecture(counter.journey));
});

test("A1 a sign-out that never comes back loses nothing, and its hint is used once", async () => {
  simulator.setFault("logout.noreturn", "once");
  const counter = await aCounter(world, simulator);
  await counter.back(await counter.identify("Angela DUBOIS"));
  const leaving = await counter.aidant.get(paths.franceConnectSignOut({}));
  const again = await counter.aidant.get(paths.franceConnectSignOut({}));

  expect(leaving.headers.location).toContain(`${simulator.issuer}/session/end?id_token_hint=`);
  expect(again.headers.location).toBe(paths.franceConnectLogoutCallback({}));
  expect((await storedConclusion(world, counter.conclusionId)).step).toBe("identite-etablie");
});

test("what an exchange seals is erased 30 minutes after it, and its shell a day after", async () => {
  const counter = await aCounter(world, simulator);
  await counter.start();
  await counter.back(await counter.identify("Camille ROUX"));
  const kept = async () => {
    await world.db.transaction().execute((tx) => purgeIdentifications(tx, world.clock.now()));
    const rows = await world.db
      .selectFrom("identification")
      .select(["nonce_sealed", "id_token_sealed", "identite_sealed"])
      .where("conclusion_id", "=", counter.conclusionId)
      .execute();
    return rows.map((row) => Object.values(row).filter((sealed) => sealed !== null).length);
  };

  expect(await kept()).toEqual([1, 1]);
  world.clock.advance(30 * 60_000);
  expect(await kept()).toEqual([0, 0]);
  world.clock.advance(24 * 60 * 60_000);
  expect(await kept()).toEqual([]);
});

test("A2 the usager gives up at the chooser: the draft is kept, and the page says how to go on", async () => {
  const usagers = await countUsagers(world);
  const counter = await aCounter(world, simulator);
  const chooser = await counter.there.browser.get((await counter.start()).headers.location ?? "");
  const refused = await counter.back(await counter.there.goBackByLink(chooser, "Revenir sur Aidants Connect"));

  expect(refused.statusCode).toBe(409);
  expect(refused.body).toContain("L’identification n’a pas abouti");
  expect(refused.body).toContain(paths.conclusion(counter.journey));
  expect((await storedConclusion(world, counter.conclusionId)).step).toBe("porte-choisie");
  expect(await refusalsOf(world, counter.conclusionId)).toEqual(["access-denied"]);
  expect(await countUsagers(world)).toBe(usagers);
});

test.each([
  ["access_denied", 409, "access-denied"],
  ["server_error", 503, "server-error"],
  ["temporarily_unavailable", 503, "temporarily-unavailable"],
  ["invalid_acr", 502, "request-refused"],
])("A2 the error %s is answered %i, in words, whatever its text", async (error, status, cause) => {
  const counter = await aCounter(world, simulator);
  const address = new URL(await counter.identify("Angela DUBOIS"));
  address.searchParams.delete("code");
  address.searchParams.set("error", error);
  address.searchParams.set("error_description", "access_denied");
  const refused = await counter.back(address.href);

  expect(refused.statusCode).toBe(status);
  expect(refused.body).toContain("Reprendre le mandat en préparation");
  expect(await refusalsOf(world, counter.conclusionId)).toEqual([cause]);
});

test.each([
  [
    "Fatima HADJ",
    undefined,
    { birthdate: "1955-01-01", idpBirthdate: "1955-00-00", birthplace: "", birthcountry: "99352" },
  ],
  ["Fatima HADJ", "birthplace.null", { birthplace: "", birthcountry: "99352" }],
  ["Fatima HADJ", "birthplace.absent", { birthplace: "", birthcountry: "99352" }],
  ["Mamadou DIALLO", undefined, { birthdate: "1960-05-01", idpBirthdate: "1960-05-00" }],
  ["Joséphine MARTIN", undefined, { birthplace: "2A004", givenName: "Joséphine" }],
  ["Jean-Marc Élie LE GOFF", undefined, { givenName: "Jean-Marc Élie", familyName: "LE GOFF" }],
  ["Camille ROUX", undefined, { gender: "unspecified", birthplace: "97411" }],
  ["Pierre MERCIER", undefined, { preferredUsername: "DUBOIS" }],
])("A5 %s (%s) is stored faithfully", async (citizen, fault, expected) => {
  if (fault) simulator.setFault(fault, "once");
  const counter = await aCounter(world, simulator);
  const button = citizen.replace("Jean-Marc Élie ", "Jean-Marc ");
  await counter.back(await counter.identify(button));

  const { usager_id } = await storedConclusion(world, counter.conclusionId);
  expect(await storedIdentite(world, usager_id)).toMatchObject(expected);
});

test("A5 no nom d'usage and no e-mail: both are absent, not empty", async () => {
  const counter = await aCounter(world, simulator);
  await counter.back(await counter.identify("Lucien FAURE"));
  const { usager_id } = await storedConclusion(world, counter.conclusionId);
  const identite = await storedIdentite(world, usager_id);

  expect(Object.keys(identite)).not.toContain("email");
  expect(Object.keys(identite)).not.toContain("preferredUsername");
});

test("A6, 03-7 FranceConnect still holds the usager before: her identity is not shown, and may be refused", async () => {
  const counter = await aCounter(world, simulator);
  await counter.back(await counter.identify("Angela DUBOIS"));
  const first = await storedConclusion(world, counter.conclusionId);
  world.clock.advance(60_000);
  const conclusionId = await aWaitingConclusion(world, counter.structure, counter.aidant);
  const journey = { ...counter.journey, conclusionId };
  const start = await counter.aidant.post(paths.conclusionFranceConnect(journey));
  const consent = await counter.there.browser.get(start.headers.location ?? "");
  const callback = await counter.back(await counter.there.goBack(consent, "Continuer sur Aidants Connect"));
  const resumed = await counter.signOut(callback);
  expect(resumed.headers.location).toBe(paths.conclusionMemePersonne(journey));
  const question = await counter.aidant.get(paths.conclusionMemePersonne(journey));
  expect(question.body).not.toMatch(/Angela|DUBOIS/);

  const refused = await counter.aidant.post(paths.conclusionMemePersonne(journey), { reponse: OTHER_PERSON });
  expect(refused.statusCode).toBe(409);
  expect(await storedConclusion(world, conclusionId)).toEqual({ step: "porte-choisie", usager_id: null });
  expect(await refusalsOf(world, conclusionId)).toEqual(["previous-usager"]);
  expect(await storedConclusion(world, counter.conclusionId)).toEqual(first);
  const again = await counter.aidant.post(paths.conclusionMemePersonne(journey), { reponse: SAME_PERSON });
  expect(again.headers.location).toBe(paths.conclusion(journey));
});

test("A6 the same usager is truly back: the aidant says so, and the journey goes on", async () => {
  const counter = await aCounter(world, simulator);
  await counter.signOut(await counter.back(await counter.identify("Camille ROUX")));
  const conclusionId = await aWaitingConclusion(world, counter.structure, counter.aidant);
  const journey = { ...counter.journey, conclusionId };
  const start = await counter.aidant.post(paths.conclusionFranceConnect(journey));
  const address = await counter.there.identify(start.headers.location ?? "", "Camille ROUX");
  await counter.signOut(await counter.back(address));
  const taken = await counter.aidant.post(paths.conclusionMemePersonne(journey), { reponse: SAME_PERSON });

  expect(taken.headers.location).toBe(paths.conclusionLecture(journey));
  const { usager_id } = await storedConclusion(world, counter.conclusionId);
  expect(await storedConclusion(world, conclusionId)).toEqual({ step: "identite-etablie", usager_id });
  expect(await factTypesOf(world, `usager/${usager_id as UsagerId}`)).toContain("UsagerIdentified");
});

test("A7, 03-7 at FranceConnect's chooser our own provider is disabled, and refused when it is posted by force", async () => {
  const counter = await aCounter(world, simulator);
  const chooser = await counter.there.browser.get((await counter.start()).headers.location ?? "");
  expect(chooser.buttons).toContain(demoFi);
  await expect(counter.there.browser.submit(chooser, "Utiliser Aidants Connect")).rejects.toThrow("disabled");

  const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(chooser.body)?.[1] ?? "";
  const providerUid = world.settings.franceConnect.aidantsConnectUid;
  const forced = await counter.there.browser.post(`${simulator.issuer}/redirect-to-idp`, { providerUid, csrfToken });
  expect(forced.text).toContain("Y020023");
});

test.each([
  ["Léo BERNARD", "2026-03-02T12:00:00Z", "usager-minor"],
  ["Inès PETIT", "2026-12-30T22:59:00Z", "usager-minor"],
])("C6 %s on %s is refused, and her identity is not kept", async (citizen, day, cause) => {
  world.clock.set(new Date(day));
  const usagers = await countUsagers(world);
  const counter = await aCounter(world, simulator);
  const resumed = await counter.signOut(await counter.back(await counter.identify(citizen)));

  expect(resumed.statusCode).toBe(409);
  expect(resumed.body).toContain("Cette personne n’a pas 18 ans");
  expect(await storedConclusion(world, counter.conclusionId)).toEqual({ step: "arretee", usager_id: null });
  expect(await refusalsOf(world, counter.conclusionId)).toEqual([cause]);
  expect(await factTypesOf(world, `conclusion/${counter.conclusionId}`)).toContain("ConclusionStopped");
  expect(await countUsagers(world)).toBe(usagers);
});

test("C6 Inès is accepted on the 31st of December, in Paris", async () => {
  world.clock.set(new Date("2026-12-30T23:00:00Z"));
  const counter = await aCounter(world, simulator);
  await counter.back(await counter.identify("Inès PETIT"));

  expect((await storedConclusion(world, counter.conclusionId)).step).toBe("identite-etablie");
});
