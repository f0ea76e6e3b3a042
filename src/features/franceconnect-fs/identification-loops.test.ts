import { afterAll, beforeEach, expect, test } from "vitest";
import { startStubFi } from "#dev/stand-ins/franceconnect/testing/stub-fi.ts";
import type { ConnexionId, UsagerId } from "#domain/ids.ts";
import { recordConnexionAsked } from "#store/connexion-usage-store.ts";
import { destroyLiveIdentifications } from "#store/identification-store.ts";
import { browserHash, recordServedClosed, recordUsagerServedHere } from "#store/passage-store.ts";
import {
  aCounter,
  countUsagers,
  openWorldWithFranceConnect,
  refusalsOf,
  storedConclusion,
} from "#testing/identification.ts";

const scopesWithoutIdpId =
  "openid given_name family_name birthdate idp_birthdate gender birthplace birthcountry email preferred_username";
const start = new Date("2026-03-02T12:00:00Z");
const granted = await openWorldWithFranceConnect(start);
const notGranted = await openWorldWithFranceConnect(start, { scopes: scopesWithoutIdpId.split(" ") });
const stub = await startStubFi(() => start.getTime());
afterAll(async () => {
  await Promise.all([granted.simulator.close(), notGranted.simulator.close(), stub.close()]);
});

/** FranceConnect as it must never be: our own provider is offered for our own service. */
beforeEach(() => {
  for (const { simulator, world } of [granted, notGranted]) {
    simulator.reset();
    simulator.patchRecord("fs", "ac-fs", { idpFilterList: [] });
    simulator.patchRecord("fi", world.settings.franceConnect.aidantsConnectUid, stub.record);
  }
});

type Place = typeof granted;
type Counter = Awaited<ReturnType<typeof aCounter>>;

const identifyThroughOurselves = async (counter: Counter): Promise<string> => {
  const chooser = await counter.there.browser.get((await counter.start()).headers.location ?? "");
  const consent = await counter.there.browser.submit(chooser, "Utiliser Aidants Connect");
  return counter.there.goBack(consent, "Continuer sur Aidants Connect");
};

const expectOwnProviderRefused = async ({ world }: Place, counter: Counter, address: string) => {
  const usagers = await countUsagers(world);
  const resumed = await counter.signOut(await counter.back(address));
  expect(resumed.statusCode).toBe(409);
  expect(resumed.body).toContain("identifiée à travers Aidants Connect");
  expect(await storedConclusion(world, counter.conclusionId)).toEqual({ step: "porte-choisie", usager_id: null });
  expect(await refusalsOf(world, counter.conclusionId)).toEqual(["own-provider-used"]);
  expect(await countUsagers(world)).toBe(usagers);
};

test("C5 L5 an identification answered by our own provider is refused by its identifier, the team is told", async () => {
  const counter = await aCounter(granted.world, granted.simulator);

  await expectOwnProviderRefused(granted, counter, await identifyThroughOurselves(counter));
  expect(granted.world.log.join()).toContain("answered by our own provider");
});

const anUsagerServedHere = async ({ world }: Place, counter: Counter, browser: string) => {
  const connexionId = world.random.uuid() as ConnexionId;
  const { usager_id } = await storedConclusion(world, counter.conclusionId);
  await world.db.transaction().execute((tx) =>
    recordUsagerServedHere(tx, world.deps, {
      browserHash: browserHash(world.keys, browser),
      usagerId: usager_id as UsagerId,
      connexionId,
      now: world.clock.now(),
    }),
  );
  return connexionId;
};

const sameBrowser = async (place: Place, first: Counter): Promise<Counter> => {
  const next = await aCounter(place.world, place.simulator);
  next.aidant.cookies.set("ac-navigateur", first.aidant.cookies.get("ac-navigateur") ?? "");
  return next;
};

test("C5 L6 without that identifier, an usager served from this browser in the last 12 hours is refused", async () => {
  const { world, simulator } = notGranted;
  const first = await aCounter(world, simulator);
  await first.signOut(await first.back(await first.identify("Angela DUBOIS")));
  await anUsagerServedHere(notGranted, first, first.aidant.cookies.get("ac-navigateur") ?? "");
  const counter = await sameBrowser(notGranted, first);

  await expectOwnProviderRefused(notGranted, counter, await identifyThroughOurselves(counter));
});

test("C5 L6 a connexion that FranceConnect closed, or made in another browser, refuses nobody", async () => {
  const { world, simulator } = notGranted;
  const first = await aCounter(world, simulator);
  await first.signOut(await first.back(await first.identify("Camille ROUX")));
  const closed = await anUsagerServedHere(notGranted, first, first.aidant.cookies.get("ac-navigateur") ?? "");
  await world.db.transaction().execute((tx) => recordServedClosed(tx, closed, world.clock.now()));
  await anUsagerServedHere(notGranted, first, "another browser");
  world.clock.advance(31 * 60_000);
  const counter = await sameBrowser(notGranted, first);
  await counter.back(await counter.identify("Camille ROUX"));

  expect((await storedConclusion(world, counter.conclusionId)).step).toBe("identite-etablie");
});

/** A request of FranceConnect, past the page that warns of loops, in the browser of this counter. */
const aConnexionUnderWay = async ({ world }: Place, counter: Counter): Promise<void> => {
  await counter.aidant.get("/");
  const browserId = counter.aidant.cookies.get("ac-navigateur") ?? "";
  const request = { uid: world.random.token(), clientId: "franceconnect", state: "s", nonce: "n", repScopeAsked: null };
  const asked = { ...request, browserId, now: world.clock.now() };
  await world.db.transaction().execute((tx) => recordConnexionAsked(tx, world.deps, asked));
};

test("C4 while a connexion is under way in this browser, no identification starts: the page says how to go on", async () => {
  const counter = await aCounter(granted.world, granted.simulator);
  await aConnexionUnderWay(granted, counter);
  const refused = await counter.start();

  expect(refused.statusCode).toBe(409);
  expect(refused.body).toContain("Une connexion est en cours dans ce navigateur");
  expect(await refusalsOf(granted.world, counter.conclusionId)).toEqual(["exchange-pending"]);
  granted.world.clock.advance(30 * 60_000);
  const later = await aCounter(granted.world, granted.simulator);
  expect((await later.start()).statusCode).toBe(303);
});

test("C4 an identification abandoned for a connexion cannot come back", async () => {
  const { world, simulator } = granted;
  const counter = await aCounter(world, simulator);
  const address = await counter.identify("Angela DUBOIS");
  const browserId = counter.aidant.cookies.get("ac-navigateur") ?? "";
  await world.db.transaction().execute((tx) => destroyLiveIdentifications(tx, world.keys, browserId));
  const refused = await counter.back(address);

  expect(refused.statusCode).toBe(400);
  expect(await storedConclusion(world, counter.conclusionId)).toEqual({ step: "porte-choisie", usager_id: null });
});
