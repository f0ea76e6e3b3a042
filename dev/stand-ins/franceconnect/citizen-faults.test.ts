import { afterAll, expect, test } from "vitest";
import { createBrowser } from "./testing/browser.ts";
import { openRawFs, reachConsent } from "./testing/raw-fs.ts";
import { startForTests } from "./testing/start-for-tests.ts";

const simulator = await startForTests();
const service = await openRawFs(simulator, "service-sans-perimetre");
afterAll(async () => {
  await service.close();
  await simulator.close();
});

test.each([
  ["citizen.block-account", "Y180001"],
  ["citizen.block-fi", "Y100011"],
])("S12 %s once", async (fault, code) => {
  const blocked = async () => (await reachConsent(createBrowser(), service.authorizeUrl())).text.includes(code);
  simulator.setFault(fault, "once");
  expect([await blocked(), await blocked()]).toEqual([true, false]);
});

test("S12 citizen.block-account names one person: others pass, and do not use the fault up", async () => {
  simulator.setFault("citizen.block-account", "once", "josephine.martin@example.test");
  const open = async (citizen: string) => (await reachConsent(createBrowser(), service.authorizeUrl(), citizen)).text;
  expect(await open("Angela DUBOIS")).not.toContain("Y180001");
  expect(await open("Joséphine MARTIN")).toContain("Y180001");
  expect(await open("Joséphine MARTIN")).not.toContain("Y180001");
});
