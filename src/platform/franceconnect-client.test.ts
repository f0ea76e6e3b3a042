import { afterAll, beforeEach, expect, test } from "vitest";
import { atFranceConnect, openFranceConnect } from "#testing/franceconnect.ts";
import { testSettings } from "#testing/test-settings.ts";
import { movingClock } from "#testing/world.ts";
import { createFranceConnectClient } from "./franceconnect-client.ts";

const clock = movingClock(new Date("2026-03-02T12:00:00Z"));
const simulator = await openFranceConnect(clock);
const { franceConnect: settings } = testSettings(undefined, simulator.origin);
afterAll(() => simulator.close());
const client = () => createFranceConnectClient({ settings, clock });
beforeEach(() => simulator.reset());

const pending = { state: "s".repeat(43), nonce: "n".repeat(43) };

/** The query of the callback after a demo citizen went through FranceConnect. */
const identify = async (franceConnect = client()) => {
  const url = (await franceConnect.authorizationUrl(pending)) ?? "";
  return new URL(await atFranceConnect(simulator).identify(url, "Angela DUBOIS")).searchParams;
};

test("the request holds FranceConnect's closed list and nothing else", async () => {
  const url = new URL((await client().authorizationUrl(pending)) ?? "");

  expect([...url.searchParams.keys()].sort()).toEqual(
    ["acr_values", "client_id", "nonce", "redirect_uri", "response_type", "scope", "state", "ui_locales"].sort(),
  );
});

test("a code is exchanged, and the identity read with its signature verified", async () => {
  const franceConnect = client();
  const redeemed = await franceConnect.redeem(await identify(franceConnect), pending);
  if (!redeemed.ok) throw new Error(redeemed.refusal);
  const userinfo = await redeemed.value.readUserinfo();

  expect(redeemed.value.sub).toMatch(/^[0-9a-f]{64}v1$/);
  expect(userinfo).toMatchObject({ ok: true, value: { family_name: "DUBOIS", sub: redeemed.value.sub } });
});

test.each([
  ["id_token.alg", "otherkey", "token-signature"],
  ["id_token.alg", "HS256", "token-algorithm"],
  ["id_token.alg", "none", "token-algorithm"],
  ["id_token.nonce", undefined, "token-nonce"],
  ["id_token.iss", undefined, "token-issuer"],
  ["id_token.aud", undefined, "token-audience"],
  ["id_token.exp", undefined, "token-expired"],
  ["id_token.acr", undefined, "token-acr"],
  ["token.status", "500", "token-unreachable"],
  ["token.status", "400", "token-refused"],
] as const)("%s (%s) is refused as %s", async (fault, value, cause) => {
  const franceConnect = client();
  const query = await identify(franceConnect);
  simulator.setFault(fault, "once", value);

  expect(await franceConnect.redeem(query, pending)).toEqual({ ok: false, refusal: cause });
});

test.each([
  ["userinfo.json", "userinfo-unsigned"],
  ["userinfo.badsig", "userinfo-signature"],
  ["userinfo.othersub", "userinfo-subject"],
  ["userinfo.401", "userinfo-refused"],
] as const)("%s is refused as %s", async (fault, cause) => {
  const franceConnect = client();
  const redeemed = await franceConnect.redeem(await identify(franceConnect), pending);
  if (!redeemed.ok) throw new Error(redeemed.refusal);
  simulator.setFault(fault, "once");

  expect(await redeemed.value.readUserinfo()).toEqual({ ok: false, refusal: cause });
});

test("A4 an identity asked for more than 30 seconds after the code was exchanged is refused", async () => {
  const franceConnect = client();
  const redeemed = await franceConnect.redeem(await identify(franceConnect), pending);
  if (!redeemed.ok) throw new Error(redeemed.refusal);
  simulator.advanceClock(31);

  expect(await redeemed.value.readUserinfo()).toEqual({ ok: false, refusal: "userinfo-refused" });
});

test("A4 a code brought back after 30 seconds is refused", async () => {
  const franceConnect = client();
  const query = await identify(franceConnect);
  simulator.advanceClock(31);

  expect(await franceConnect.redeem(query, pending)).toEqual({ ok: false, refusal: "token-refused" });
});

test("a clock of FranceConnect ahead of ours by less than the leeway is accepted, and more is not", async () => {
  for (const [seconds, accepted] of [
    [25, true],
    [40, false],
  ] as const) {
    const franceConnect = client();
    simulator.reset();
    simulator.advanceClock(seconds);
    const redeemed = await franceConnect.redeem(await identify(franceConnect), pending);
    expect(redeemed.ok, `${seconds} s ahead`).toBe(accepted);
  }
});

test("the claim `amr` is asked for once it is granted, in the words that FranceConnect allows", async () => {
  const granted = createFranceConnectClient({ settings: { ...settings, amrGranted: true }, clock });
  const url = new URL((await granted.authorizationUrl(pending)) ?? "");

  expect(url.searchParams.get("claims")).toBe('{"id_token":{"amr":{"essential":true}}}');
  const redeemed = await granted.redeem(await identify(granted), pending);
  expect(redeemed.ok).toBe(true);
});
