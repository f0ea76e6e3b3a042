import { afterAll, beforeEach, expect, test } from "vitest";
import { paths } from "#paths.ts";
import {
  aCounter,
  countUsagers,
  openWorldWithFranceConnect,
  refusalsOf,
  storedConclusion,
} from "#testing/identification.ts";
import { factsOf, factTypesOf } from "#testing/journal.ts";

const { world, simulator } = await openWorldWithFranceConnect(new Date("2026-03-02T12:00:00Z"));
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

type Counter = Awaited<ReturnType<typeof aCounter>>;

/** Nothing of a refused identification is stored; the journal tells why; the draft waits. */
const expectRefused = async (counter: Counter, cause: string, usagersBefore: number) => {
  expect(await storedConclusion(world, counter.conclusionId)).toEqual({ step: "porte-choisie", usager_id: null });
  expect(await refusalsOf(world, counter.conclusionId)).toEqual([cause]);
  expect(await countUsagers(world)).toBe(usagersBefore);
};

test.each([
  ["iss_param", "absent", "issuer-parameter-absent", 502],
  ["iss_param", "https://autre.example.test/api/v2", "issuer-parameter-wrong", 502],
  ["id_token.alg", "otherkey", "token-signature", 502],
  ["id_token.alg", "HS256", "token-algorithm", 502],
  ["id_token.alg", "none", "token-algorithm", 502],
  ["id_token.nonce", undefined, "token-nonce", 502],
  ["id_token.iss", undefined, "token-issuer", 502],
  ["id_token.aud", undefined, "token-audience", 502],
  ["id_token.exp", undefined, "token-expired", 502],
  ["id_token.acr", undefined, "token-acr", 502],
  ["token.status", "500", "token-unreachable", 503],
  ["userinfo.othersub", undefined, "userinfo-subject", 502],
  ["userinfo.badsig", undefined, "userinfo-signature", 502],
  ["userinfo.json", undefined, "userinfo-unsigned", 502],
  ["userinfo.401", undefined, "userinfo-refused", 502],
])("A3, A4 %s (%s) is refused: %s, nothing is stored, nothing is tried again", async (fault, value, cause, status) => {
  const usagers = await countUsagers(world);
  const counter = await aCounter(world, simulator);
  simulator.setFault(fault, "once", value);
  const refused = await counter.back(await counter.identify("Angela DUBOIS"));

  expect(refused.statusCode).toBe(status);
  expect(refused.body).toContain(paths.conclusion(counter.journey));
  await expectRefused(counter, cause, usagers);
  const asked = simulator.events().filter(({ event }) => event === "FS_REQUESTED_FC_TOKEN");
  expect(asked.length).toBeLessThanOrEqual(1);
});

test("A3 a state that we never sent is refused, and the journal tells whose browser brought it", async () => {
  const usagers = await countUsagers(world);
  const counter = await aCounter(world, simulator);
  simulator.setFault("state", "once");
  const refused = await counter.back(await counter.identify("Angela DUBOIS"));

  expect(refused.statusCode).toBe(400);
  expect(await factsOf(world, `aidant/${counter.aidant.compteId}`)).toContainEqual(
    expect.objectContaining({ type: "IdentificationRefused", body: { cause: "state-unknown" } }),
  );
  expect((await storedConclusion(world, counter.conclusionId)).step).toBe("porte-choisie");
  expect(await countUsagers(world)).toBe(usagers);
});

test("A3 a callback that anybody makes up is refused, and told without a name", async () => {
  const stranger = world.aStranger();
  const refused = await stranger.get(`${paths.franceConnectCallback({})}?state=${"a".repeat(43)}&code=b`);

  expect(refused.statusCode).toBe(400);
  expect((await factsOf(world, "systeme/journal")).at(-1)).toMatchObject({
    type: "IdentificationRefused",
    actor: { kind: "public" },
    body: { cause: "state-unknown" },
  });
});

test("A3 callbacks that anybody makes up by the hundred are refused alike, and told sixty times in ten minutes", async () => {
  world.clock.advance(20 * 60_000);
  const stranger = world.aStranger();
  const told = async () => (await factsOf(world, "systeme/journal")).length;
  const before = await told();
  const answers: number[] = [];
  for (let rank = 0; rank < 65; rank += 1)
    answers.push((await stranger.get(`${paths.franceConnectCallback({})}?state=made-up-${rank}`)).statusCode);

  expect(new Set(answers)).toEqual(new Set([400]));
  expect((await told()) - before).toBe(60);
});

test("A3, 03-7 a callback replayed is refused and changes nothing; FranceConnect's session may still be closed", async () => {
  const counter = await aCounter(world, simulator);
  const address = await counter.identify("Angela DUBOIS");
  await counter.back(address);
  const stored = await storedConclusion(world, counter.conclusionId);
  const refused = await counter.back(address);

  expect(refused.statusCode).toBe(410);
  expect(refused.body).toContain(paths.franceConnectSignOut({}));
  expect(await storedConclusion(world, counter.conclusionId)).toEqual(stored);
  expect(await refusalsOf(world, counter.conclusionId)).toEqual(["state-replayed"]);
});

test("A3, 03-7 a callback in another browser is refused, and the right browser may still use it", async () => {
  const counter = await aCounter(world, simulator);
  const colleague = await counter.structure.anAidant();
  const address = await counter.identify("Angela DUBOIS");
  const refused = await colleague.get(address.slice(new URL(address).origin.length));

  expect(refused.statusCode).toBe(403);
  expect(await refusalsOf(world, counter.conclusionId)).toEqual(["state-other-browser"]);
  expect((await counter.back(address)).headers.location).toBe(paths.franceConnectSignOut({}));
});

test("A3 an exchange older than 30 minutes is refused at that very instant", async () => {
  const counter = await aCounter(world, simulator);
  const address = await counter.identify("Angela DUBOIS");
  world.clock.advance(30 * 60_000);
  const refused = await counter.back(address);

  expect(refused.statusCode).toBe(410);
  expect(await refusalsOf(world, counter.conclusionId)).toEqual(["exchange-expired"]);
});

test("A3, 03-7 a callback after the journey was left, or before another session, is refused", async () => {
  const counter = await aCounter(world, simulator);
  const address = await counter.identify("Angela DUBOIS");
  await world.db
    .updateTable("session_compte")
    .set({ ended_at: world.clock.now(), end_cause: "sign-out" })
    .where("id", "=", counter.aidant.sessionId)
    .execute();
  const refused = await counter.back(address);

  expect(refused.statusCode).toBe(409);
  expect(refused.body).not.toContain(paths.conclusion(counter.journey));
  expect(await refusalsOf(world, counter.conclusionId)).toEqual(["purpose-closed"]);
});

test.each(["jwks.rotate", "jwks.rotate-same-kid"])("A3 bis %s: the new key is accepted at once", async (fault) => {
  await (await aCounter(world, simulator)).identify("Angela DUBOIS");
  simulator.setFault(fault, "once");
  const counter = await aCounter(world, simulator);
  const callback = await counter.back(await counter.identify("Angela DUBOIS"));

  expect(callback.headers.location).toBe(paths.franceConnectSignOut({}));
  expect((await storedConclusion(world, counter.conclusionId)).step).toBe("identite-etablie");
});

test("A3 bis keys that do not answer: the last good ones serve for 24 hours, and no longer", async () => {
  const first = await aCounter(world, simulator);
  await first.back(await first.identify("Angela DUBOIS"));
  simulator.setFault("jwks.down", "sticky");
  world.clock.advance(24 * 60 * 60_000);
  const second = await aCounter(world, simulator);
  await second.back(await second.identify("Angela DUBOIS"));
  expect((await storedConclusion(world, second.conclusionId)).step).toBe("identite-etablie");

  world.clock.advance(1_000);
  const third = await aCounter(world, simulator);
  const refused = await third.back(await third.identify("Angela DUBOIS"));
  expect(refused.statusCode).toBe(503);
  expect(await refusalsOf(world, third.conclusionId)).toEqual(["keys-unavailable"]);
});

test("A4 a FranceConnect that hangs is given up within 6 seconds, once, and the draft is kept", async () => {
  const [token, userinfo] = [await aCounter(world, simulator), await aCounter(world, simulator)];
  const [first, second] = [await token.identify("Angela DUBOIS"), await userinfo.identify("Pierre MERCIER")];
  const began = performance.now();
  simulator.setFault("token.timeout", "once");
  const refusedToken = token.back(first);
  await new Promise((resolve) => setTimeout(resolve, 300));
  simulator.setFault("userinfo.timeout", "once");
  const answers = await Promise.all([refusedToken, userinfo.back(second)]);

  expect(performance.now() - began).toBeLessThan(8_000);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
  expect(await refusalsOf(world, token.conclusionId)).toEqual(["token-unreachable"]);
  expect(await refusalsOf(world, userinfo.conclusionId)).toEqual(["userinfo-unreachable"]);
  expect(await factTypesOf(world, `conclusion/${userinfo.conclusionId}`)).not.toContain("ConclusionStopped");
});
